import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { openNetwork, until } from '../support/network.ts'
import { nightbell } from '../support/process.ts'

/** The last digit says how a phone behaves: docs/emulator.md. */
const contacts = (p: number, s: number) => [
  '--to',
  `홍길동=010-0000-000${p}`,
  '--to',
  `김철수=0100000001${s}`,
]

test('page, scenario A: the primary answers', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(1, 2), '--acknowledge-by', 'answer'])
  expect(await page.ended()).toBe(0)
  expect(page.printed()).toMatch(
    /^📞 정담당자 홍길동 \(010-0000-0001\): 발신중\.\.\.\n📱 .*\n✅ 홍길동: 전화 연결 성공!\n🎉 에스컬레이션 성공 \(총 1회 시도\)\n✅ 홍길동: 전화 연결 성공! \(통화시간: \d+초\)\n$/,
  )
})

test('page, scenario B: the primary does not answer, the secondary does', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(2, 1)])
  expect(await page.ended()).toBe(0)
  expect(page.printed()).toMatch(
    /^📞 정담당자 홍길동 .*\n❌ 홍길동: 전화 연결 실패 \(no-answer\)\n📞 부담당자 김철수 \(010-0000-0011\): 발신중\.\.\.\n📱 .*\n✅ 김철수: 전화 연결 성공!\n🎉 에스컬레이션 성공 \(총 2회 시도\)\n/,
  )
})

test('page, scenario C: nobody answers', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(3, 3)])
  expect(await page.ended()).toBe(2)
  const lines = page.printed().trimEnd().split('\n')
  expect(lines.filter((line) => line.startsWith('📞')).map((line) => line.replace(/ \(.*/, ''))).toEqual([
    '📞 정담당자 홍길동',
    '📞 부담당자 김철수',
    '📞 정담당자(2차) 홍길동',
    '📞 부담당자(2차) 김철수',
  ])
  expect(lines.at(-1)).toBe('⚠️ 에스컬레이션 실패 (총 4회 시도)')
})

test('C14 page: goes on watching across kill -9 of the server, without a gap or a double', async () => {
  const network = await openNetwork(10)
  const first = await network.serve()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(2, 1)])
  await page.prints('홍길동')
  await first.kill()
  await page.prints('connection lost, reconnecting')
  await network.serve()
  expect(await page.ended()).toBe(0)
  const lines = page
    .printed()
    .split('\n')
    .filter((line) => /^[📞❌🎉]/u.test(line))
  expect(lines.map((line) => line.replace(/ \(.*/u, ''))).toEqual([
    '📞 정담당자 홍길동',
    '❌ 홍길동: 전화 연결 실패',
    '📞 부담당자 김철수',
    '🎉 에스컬레이션 성공',
  ])
})

test('page: Ctrl-C ends the watching, says how to call it off, and the phones ring on', async () => {
  const network = await openNetwork(10)
  await network.serveHere()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(2, 1)])
  await page.prints('📞')
  page.process.kill('SIGINT')
  expect(await page.ended()).toBe(1)
  const [, id = ''] =
    /The phones ring on\. .*\/api\/v1\/escalations\/(\S+)\/cancel\n$/.exec(page.printed()) ?? []
  expect((await network.escalation({ id })).status).toBe('running')
})

test('drill: rings as a page does, and is counted apart', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const drill = network.run(['drill', ...contacts(3, 1), '--rounds', '1'])
  expect(await drill.ended()).toBe(0)
  expect(drill.printed()).toMatch(/❌ 홍길동.*\(busy\)[\s\S]*✅ 김철수: 전화 연결 성공!/)
  const { escalations } = await network.get<{ escalations: unknown[] }>('/api/v1/escalations')
  expect(escalations).toMatchObject([{ drill: true, message: expect.stringMatching(/훈련/) }])
  const help = network.run(['drill', '--help'])
  expect(await help.ended()).toBe(0)
  expect(help.printed()).toMatch(/^usage: nightbell drill/)
})

test("drill: says that it is one in the policy's language", async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const people = [{ name: 'Jane', phone: '010-0000-0003' }]
  const body = JSON.stringify({ name: 'Night', contacts: people, language: 'en', rounds: 1 })
  const made = await network.ask('/api/v1/policies', { method: 'POST', body })
  const { id } = (await made.json()) as { id: string }
  expect(await network.run(['drill', '--policy', id]).ended()).toBe(2)
  const { escalations } = await network.get<{ escalations: unknown[] }>('/api/v1/escalations')
  expect(escalations).toMatchObject([{ message: 'This is a drill. There is no incident.' }])
  const unknown = network.run(['drill', '--policy', 'pol_none'])
  expect(await unknown.ended()).toBe(1)
  expect(unknown.printed()).toMatch(/there is no such policy/)
})

test('page: what is wrong is said in one line, with 1', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const same = network.run(['page', 'x', '--to', '홍길동=010-0000-0001', '--to', '김철수=010-0000-0001'])
  expect(await same.ended()).toBe(1)
  expect(same.printed()).toMatch(/홍길동 and 김철수 have the same number/)
  const often = network.run(['page', 'x', '--to', '홍길동=010-0000-0001', '--rounds', 'x'])
  expect(await often.ended()).toBe(1)
  expect(often.printed()).toBe('nightbell page: --rounds x: must be a number, for example --rounds 2\n')
  const nobody = network.run(['page', 'x', '--to', '홍길동=abc'])
  expect(await nobody.ended()).toBe(1)
  expect(nobody.printed()).toMatch(/contacts\.0\.phone: is no phone number; for example .*010-0000-0001/)
})

test('page: says how to find a server that does not answer', async () => {
  const page = nightbell(
    ['page', 'x', '--to', 'a=010-0000-0001', '--url', 'http://127.0.0.1:1', '--token', 'x'],
    {},
  )
  expect(await page.ended()).toBe(1)
  expect(page.printed()).toMatch(
    /no Nightbell answers at http:\/\/127\.0\.0\.1:1: start one with "npm start"/,
  )
})

test('serve: needs nothing, prints its token once, and is ready in under 2 s of its own time', async () => {
  const env = { PORT: '0', NIGHTBELL_DATA: temporaryFolder() }
  const first = nightbell(['serve'], env)
  await first.prints('API token  nbt_')
  expect(first.printed()).toMatch(/sign in {4}http:\/\/127\.0\.0\.1:\d+\/sign-in\?code=nbc_\S+  \(works once/)
  expect(first.printed()).toMatch(/is ready after \d+\.\d\d s: http:\/\/127\.0\.0\.1:\d+/)
  const second = nightbell(['serve'], env)
  expect(await second.ended()).toBe(1)
  expect(second.printed()).toMatch(/another Nightbell is already running/)
  first.process.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  const third = nightbell(['serve'], env)
  await third.prints('is ready')
  expect(third.printed()).not.toMatch(/nbt_|nbc_/)
})

test.each(['serve', 'doctor'])('%s --help says how to use it, and does nothing', async (name) => {
  const command = nightbell([name, '--help'], { PORT: 'abc' })
  expect(await command.ended()).toBe(0)
  expect(command.printed()).toMatch(new RegExp(`^usage: nightbell ${name}\n`))
})

test('serve: a bad setting stops the start with one line that names it', async () => {
  const server = nightbell(['serve'], { PORT: 'abc' })
  expect(await server.ended()).toBe(1)
  expect(server.printed()).toBe('nightbell serve: PORT: must be a port number; for example PORT=8001\n')
})

test('serve: data that cannot be kept stop the start with one line that says where they may be', async () => {
  const file = path.join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const server = nightbell(['serve'], { PORT: '0', NIGHTBELL_DATA: file })
  expect(await server.ended()).toBe(1)
  expect(server.printed()).toMatch(/^nightbell serve: NIGHTBELL_DATA: \S+file must be a folder that .+\n$/)
})

test('C16 serve: wrong Twilio credentials stop the start, and nothing is simulated', async () => {
  const network = await openNetwork(20)
  const server = network.run(['serve'], { TWILIO_AUTH_TOKEN: 'wrong' })
  expect(await server.ended()).toBe(1)
  expect(server.printed()).toMatch(
    /Twilio refuses the credentials\. Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN/,
  )
})

test('doctor: checks what it can, and ends with 1 when something must be mended', async () => {
  const network = await openNetwork(20)
  const fine = network.run(['doctor'])
  expect(await fine.ended()).toBe(0)
  expect(fine.printed()).toMatch(
    /✅ settings: .*\n✅ database: .*\n✅ disk: .*\n✅ credentials: .*\n✅ public URL: .*\n✅ caller number: .*\n✅ clock: .*\n⚠️ {2}public URL answers: not tried/,
  )
  const wrong = network.run(['doctor'], { TWILIO_AUTH_TOKEN: 'wrong' })
  expect(await wrong.ended()).toBe(1)
  expect(wrong.printed()).toMatch(/❌ credentials: 20003/)
})

test('doctor: says what troubles the server that runs', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const fine = network.run(['doctor'])
  expect(await fine.ended()).toBe(0)
  expect(fine.printed()).toMatch(/✅ server: runs, and is ready\n✅ public URL answers: from here/)
  network.line.ask = async () => ({
    status: 401,
    type: 'application/json',
    body: JSON.stringify({ code: 20003, message: 'Authenticate', status: 401 }),
  })
  await network.page([{ name: '홍길동', phone: '010-0000-0001' }])
  await until(async () => (await network.health()).troubles.length > 0)
  const troubled = network.run(['doctor'])
  expect(await troubled.ended()).toBe(1)
  expect(troubled.printed()).toMatch(
    /❌ server: provider-down: since .*20003: Authenticate\n {3}→ .*TWILIO_AUTH_TOKEN/,
  )
})

test('token: makes one, shows who used it last, and revokes it', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const run = async (...args: string[]) => {
    const command = network.run(['token', ...args])
    return { code: await command.ended(), printed: command.printed() }
  }
  const made = await run('create', 'deployment script')
  expect(made.printed).toMatch(/^nbt_\S+\n$/)
  const used = await run('list', '--token', made.printed.trim())
  const [id = ''] = used.printed.split(' ')
  expect((await run('list')).printed).toMatch(/^tok_\S+  deployment script  \S+Z  127\.0\.0\.1 node\n$/)
  expect(await run('revoke', id)).toMatchObject({ code: 0 })
  const refused = await run('list', '--token', made.printed.trim())
  expect(refused).toEqual({ code: 1, printed: 'nightbell token: this token is not known, or was revoked\n' })
  expect(await run('create')).toMatchObject({ code: 1, printed: expect.stringMatching(/name it/) })
  expect(await run('frob')).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^nightbell token: there is no "token frob", only create, list, revoke\n/),
  })
  expect(await run('--help')).toMatchObject({ code: 0, printed: expect.stringMatching(/^usage/) })
})

test('sign-in-link: prints a link that opens the door', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const made = network.run(['sign-in-link', '--name', '홍길동'])
  expect(await made.ended()).toBe(0)
  const opened = await fetch(made.printed().trim(), { method: 'POST', redirect: 'manual' })
  expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/'])
})

test('import: says what is wrong in which line, or imports everything', async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const file = path.join(temporaryFolder(), 'contacts.csv')
  const run = async (...args: string[]) => {
    const command = network.run(['import', file, ...args])
    return { code: await command.ended(), printed: command.printed() }
  }
  writeFileSync(file, 'name,phone\n홍길동,010-0000-0001\n김철수,abc\n')
  expect(await run()).toMatchObject({
    code: 1,
    printed: expect.stringMatching(
      /^line 3, column phone: abc is no phone number.*\n.*nothing was imported/s,
    ),
  })
  writeFileSync(file, 'name,phone\n홍길동,010-0000-0001\n')
  expect(await run('--dry-run')).toEqual({ code: 0, printed: 'could be imported: 1\n' })
  expect(await run()).toEqual({ code: 0, printed: 'imported: 1\n' })
  expect(await run()).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/the number of 홍길동 already/),
  })
})

test('emulator: runs alone', async () => {
  const emulator = nightbell(['emulator', '--port', '0'], {})
  await emulator.prints('auth token')
  const url = /http:\/\/\S+/.exec(emulator.printed())?.[0]
  expect((await fetch(`${url}/emulator/phones`)).status).toBe(200)
  emulator.process.kill('SIGTERM')
  expect(await emulator.ended()).toBe(0)
})

test('emulator: takes its capacity, its profile, its faults and its clock from the command line', async () => {
  const since = String(Date.now() - 1_000)
  const limits = [
    '--calls-per-second',
    '2',
    '--concurrency',
    '5',
    '--profile',
    'trial',
    '--verified',
    '+821000000001',
  ]
  const random = ['--faults', 'rough', '--seed', '7', '--speed', '100', '--since', since]
  const emulator = nightbell(['emulator', '--port', '0', ...limits, ...random], {})
  await emulator.prints('auth token')
  const url = /http:\/\/\S+/.exec(emulator.printed())?.[0]
  const ask = async (target: string) =>
    (await fetch(`${url}/emulator${target}`)).json() as Promise<Record<string, unknown>>
  expect(await ask('/settings')).toMatchObject({
    calls_per_second: 2,
    concurrency: 5,
    profile: 'trial',
    verified_numbers: ['+821000000001'],
    seed: 7,
  })
  expect((await ask('/faults'))['faults']).not.toHaveLength(0)
  const { now } = await ask('/clock')
  // At a hundred times the speed for at least the second before the start.
  expect(Date.parse(String(now))).toBeGreaterThanOrEqual(Number(since) + 100_000)
})

test.each([
  [['--speed', 'fast'], '--speed: must be a number, above 0, at most 1000; for example --speed 20'],
  [
    ['--calls-per-second', '0'],
    '--calls-per-second: must be a number, above 0, at most 1000; for example --calls-per-second 1',
  ],
  [['--profile', 'poor'], '--profile: must be full or trial'],
  [['--account-sid', 'me'], '--account-sid: must be AC and 32 hexadecimal digits'],
  [['--faults', 'some'], '--faults: must be rough'],
])('emulator: %j is refused in one line', async (args, line) => {
  const emulator = nightbell(['emulator', '--port', '0', ...args], {})
  expect(await emulator.ended()).toBe(1)
  expect(emulator.printed()).toBe(`nightbell emulator: ${line}\n`)
})

test('an unknown command shows what there is', async () => {
  const lost = nightbell(['ring'], {})
  expect(await lost.ended()).toBe(1)
  expect(lost.printed()).toMatch(
    /there is no command "ring"[\s\S]*serve[\s\S]*page[\s\S]*doctor[\s\S]*emulator/,
  )
})
