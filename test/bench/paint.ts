import chromiumBinary from '@sparticuz/chromium'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { Escalation } from '../../src/wire/escalation.ts'
import { lengthenLog } from '../support/long-log.ts'
import { measured, pause, type Bench, type Row } from './support/figure.ts'

const TOKEN = 'token-of-the-benchmark'
/** How many single events are measured on each page. */
const SINGLE = 20
/** What the board shows of everything that runs. */
const CARDS = 40
/** What a person takes for at once, ms. */
const WITHIN = 100

const RUNNING = 500
const EVENTS = 5_000

/**
 * From the arrival of an event on the page's WebSocket until the frame that shows it is painted, in a
 * real Chromium: on the board while hundreds of escalations ring and somebody answers now and then; when
 * everybody answers at once; and in a log of thousands of events that gets one more line.
 */
export async function paint({ folder: within, progress }: Bench): Promise<Row[]> {
  progress(`event → paint, ${RUNNING} running escalations, a log of ${EVENTS} events`)
  execFileSync(process.execPath, ['console/build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = mkdtempSync(path.join(within, 'paint-'))
  const executablePath = await chromiumBinary.executablePath()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const log = await inALog(browser, path.join(folder, 'log'))
    const { board, storm } = await onTheBoard(browser, path.join(folder, 'board'))
    return [
      rowOf(`on the board, ${RUNNING} running`, board, WITHIN),
      rowOf(`in a log of ${EVENTS} events`, log, WITHIN),
      rowOf(`on the board, when all ${RUNNING} are answered at once`, storm, null),
    ]
  } finally {
    await browser.close()
  }
}

function rowOf(where: string, paints: readonly number[], within: number | null): Row {
  const value = measured(paints)
  const aim =
    within === null ? null : { says: `≤ ${within} ms, each of ${paints.length}`, met: value.most <= within }
  return { figure: `event → paint ${where}`, unit: 'ms', value, reference: null, aim }
}

/** Phones ring until a hand answers; then the card must say so. */
async function onTheBoard(browser: Browser, data: string) {
  const server = await serve(data)
  const page = await openPage(browser, server, '/', { type: 'call_answered', shownAs: '통화 연결' })
  for (let n = 1; n <= RUNNING; n++)
    await ask(server, 'POST', '/escalations', { ...rung(2), message: `${n}번째 알림` })
  await page
    .locator('article')
    .nth(CARDS - 1)
    .waitFor()
  while ((await ringing(server)).length < 0.9 * RUNNING) await pause(500)
  const shown = await page.evaluate<string[]>(
    '[...document.querySelectorAll("article a")].map((link) => link.pathname.split("/").at(-1))',
  )
  for (const id of shown.slice(0, SINGLE)) {
    const before = await count(page)
    const call = (await ringing(server)).find((each) => each.id === id)
    if (call && (await answer(server, call))) await until(page, `paints.length > ${before}`)
  }
  const board = await paints(page, 0)
  const before = await count(page)
  const answered = await Promise.all(
    (await ringing(server)).map(async (call) => (await answer(server, call)) && shown.includes(call.id)),
  )
  await until(page, `paints.length >= ${before + answered.filter(Boolean).length} && waiting.size === 0`)
  const storm = await paints(page, before)
  await page.context().close()
  await server.close()
  return { board, storm }
}

/** It is passed on, again and again, which the log must show. */
async function inALog(browser: Browser, data: string): Promise<number[]> {
  const before = await serve(data)
  const escalation = await ask<Escalation>(before, 'POST', '/escalations', {
    ...rung(20),
    message: '결제 API',
  })
  await before.close()
  await lengthenLog(data, escalation, EVENTS)
  const server = await serve(data)
  const target = `/escalations/${escalation.id}`
  const page = await openPage(browser, server, target, { type: 'call_passed_on', shownAs: '' })
  await page.getByRole('log').getByRole('listitem').last().waitFor()
  while ((await count(page)) < SINGLE) {
    await ask(server, 'POST', `${target}/escalate`, { by: '이영희' })
    await pause(200) // Only a call that has been placed can be passed on.
  }
  const log = await paints(page, 0)
  await page.context().close()
  await server.close()
  return log
}

/** So many people, whose phones ring until a hand answers: that is what a 9 at the end means. */
const rung = (people: number) => ({
  contacts: Array.from({ length: people }, (_, i) => ({
    name: `담당자 ${i + 1}`,
    phone: `010-0000-${String(i).padStart(3, '0')}9`,
  })),
  rounds: 10,
  ring_timeout_seconds: 60,
  drill: true,
})

type Server = { url: string; close(): Promise<void> }

async function serve(data: string): Promise<Server> {
  const env = { PORT: '0', NIGHTBELL_DATA: data, NIGHTBELL_ADMIN_TOKEN: TOKEN, LOG_LEVEL: 'fatal' }
  const child = spawn(process.execPath, ['cli/nightbell.ts', 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (printed += part))
  while (!printed.includes('is ready')) await Promise.race([once(child.stdout, 'data'), ended])
  return {
    url: /http:\S+/.exec(printed)?.[0] ?? '',
    async close() {
      child.kill()
      await ended
    },
  }
}

const send = ({ url }: Server, method: string, target: string, body?: unknown) =>
  fetch(`${url}/api/v1${target}`, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

async function ask<T = null>(server: Server, method: string, target: string, body?: unknown): Promise<T> {
  const response = await send(server, method, target, body)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text}`)
  return JSON.parse(text || 'null')
}

type Call = { id: string; phone: string; sid: string }

async function ringing(server: Server): Promise<Call[]> {
  const found: Call[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const target: string = `/escalations?status=running&limit=200${cursor && `&cursor=${cursor}`}`
    const page = await ask<{ escalations: Escalation[]; next_cursor: string | null }>(server, 'GET', target)
    cursor = page.next_cursor
    for (const { id, attempts } of page.escalations) {
      const { call_status: status, call_id: sid, phone = '' } = attempts.at(-1) ?? {}
      if (status === 'ringing' && sid) found.push({ id, phone, sid })
    }
  }
  return found
}

/** False when it does not ring any more. */
async function answer(server: Server, { phone, sid }: Call): Promise<boolean> {
  const target = `/simulator/phones/${encodeURIComponent(phone)}/calls/${sid}/answer`
  const response = await send(server, 'POST', target)
  if (!response.ok && response.status !== 409) throw new Error(`${target}: ${response.status}`)
  return response.ok
}

/** Signed in, with a stopwatch for events of this type: shown once their card, or the log, has changed and holds these words. */
async function openPage(
  browser: Browser,
  server: Server,
  target: string,
  { type, shownAs }: { type: string; shownAs: string },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ko-KR' })
  const page = await context.newPage()
  page.setDefaultTimeout(300_000)
  await page.addInitScript(`${STOPWATCH}\nstopwatch(${JSON.stringify(type)}, ${JSON.stringify(shownAs)})`)
  const { url } = await ask<{ url: string }>(server, 'POST', '/session/sign-in-links', { name: '이영희' })
  await context.request.post(url, { maxRedirects: 0 })
  await page.goto(server.url + target)
  await page.locator('[data-connection=connected]').waitFor()
  return page
}

/**
 * Starts when the socket hands over the message, before the page hears of it. Stops in the frame after
 * the change of the document by which it is shown: a task that is posted in an animation frame runs
 * when that frame has been painted.
 */
const STOPWATCH = `
function stopwatch(type, shownAs) {
  const waiting = (window.waiting = new Map())
  window.paints = []
  const placeOf = (id) =>
    location.pathname === '/'
      ? document.querySelector('article a[href="/escalations/' + id + '"]')?.closest('article')
      : document.querySelector('[role=log]')
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        const at = performance.now()
        if (!data.includes('"' + type + '"')) return
        const { event } = JSON.parse(data)
        if (event.type === type && placeOf(event.escalation_id)) waiting.set(event.escalation_id, at)
      })
    }
  }
  const stop = (at) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => window.paints.push(performance.now() - at)
    port2.postMessage(null)
  })
  new MutationObserver((changes) => {
    for (const [id, at] of waiting) {
      const place = placeOf(id)
      const shown = place?.textContent.includes(shownAs) && changes.some((c) => place.contains(c.target))
      if (shown) stop(at)
      if (shown || !place) waiting.delete(id)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}`

/** Our pages evaluate no text, which `waitForFunction` would have them do. */
async function until(page: Page, fact: string): Promise<void> {
  while (!(await page.evaluate<boolean>(fact))) await pause(50)
}

const count = (page: Page) => page.evaluate<number>('paints.length')

const paints = (page: Page, from: number) => page.evaluate<number[]>(`paints.slice(${from})`)
