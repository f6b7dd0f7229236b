import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { openNetwork } from '../support/network.ts'
import { nightbell } from '../support/process.ts'

const A = { timeout: 60_000 }

/** The last digit says how a phone behaves: docs/emulator.md. */
const contacts = (p: number, s: number) => [
  '--to',
  `홍길동=010-0000-000${p}`,
  '--to',
  `김철수=0100000001${s}`,
]

test('page, scenario A: the primary answers', A, async () => {
  const network = await openNetwork(20)
  await network.serve()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(1, 2), '--acknowledge-by', 'answer'])
  expect(await page.ended()).toBe(0)
  expect(page.printed()).toMatch(
    /^📞 정담당자 홍길동 \(010-0000-0001\): 발신중\.\.\.\n📱 .*\n✅ 홍길동: 전화 연결 성공!\n🎉 에스컬레이션 성공 \(총 1회 시도\)\n✅ 홍길동: 전화 연결 성공! \(통화시간: \d+초\)\n$/,
  )
})

test('page, scenario B: the primary does not answer, the secondary does', A, async () => {
  const network = await openNetwork(20)
  await network.serve()
  const page = network.run(['page', '결제 API 응답 없음', ...contacts(2, 1)])
  expect(await page.ended()).toBe(0)
  expect(page.printed()).toMatch(
    /^📞 정담당자 홍길동 .*\n❌ 홍길동: 전화 연결 실패 \(no-answer\)\n📞 부담당자 김철수 \(010-0000-0011\): 발신중\.\.\.\n📱 .*\n✅ 김철수: 전화 연결 성공!\n🎉 에스컬레이션 성공 \(총 2회 시도\)\n/,
  )
})

test('page, scenario C: nobody answers', A, async () => {
  const network = await openNetwork(20)
  await network.serve()
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

test('C14 page: goes on watching across kill -9 of the server, without a gap or a double', A, async () => {
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

test('page: what is wrong is said in one line, with 1', A, async () => {
  const network = await openNetwork(20)
  await network.serve()
  const same = network.run(['page', 'x', '--to', '홍길동=010-0000-0001', '--to', '김철수=010-0000-0001'])
  expect(await same.ended()).toBe(1)
  expect(same.printed()).toMatch(/홍길동 and 김철수 have the same number/)
  const nobody = network.run(['page', 'x', '--to', '홍길동=abc'])
  expect(await nobody.ended()).toBe(1)
  expect(nobody.printed()).toMatch(/contacts\.0\.phone: is no phone number; for example .*010-0000-0001/)
})

test('page: says how to find a server that does not answer', A, async () => {
  const page = nightbell(
    ['page', 'x', '--to', 'a=010-0000-0001', '--url', 'http://127.0.0.1:1', '--token', 'x'],
    {},
  )
  expect(await page.ended()).toBe(1)
  expect(page.printed()).toMatch(
    /no Nightbell answers at http:\/\/127\.0\.0\.1:1: start one with "npm start"/,
  )
})

test(
  'serve: needs nothing, prints its token once, and is ready in under 2 s of its own time',
  A,
  async () => {
    const env = { PORT: '0', NIGHTBELL_DATA: temporaryFolder() }
    const first = nightbell(['serve'], env)
    await first.prints('API token  nbt_')
    expect(first.printed()).toMatch(/is ready after \d+\.\d\d s: http:\/\/127\.0\.0\.1:\d+/)
    const second = nightbell(['serve'], env)
    expect(await second.ended()).toBe(1)
    expect(second.printed()).toMatch(/another Nightbell is already running/)
    first.process.kill('SIGTERM')
    expect(await first.ended()).toBe(0)
    const third = nightbell(['serve'], env)
    await third.prints('is ready')
    expect(third.printed()).not.toContain('nbt_')
  },
)

test('serve: a bad setting stops the start with one line that names it', A, async () => {
  const server = nightbell(['serve'], { PORT: 'abc' })
  expect(await server.ended()).toBe(1)
  expect(server.printed()).toBe('nightbell serve: PORT: must be a port number; for example PORT=8001\n')
})

test('C16 serve: wrong Twilio credentials stop the start, and nothing is simulated', A, async () => {
  const network = await openNetwork(20)
  const server = network.run(['serve'], { TWILIO_AUTH_TOKEN: 'wrong' })
  expect(await server.ended()).toBe(1)
  expect(server.printed()).toMatch(
    /Twilio refuses the credentials\. Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN/,
  )
})

test('doctor: checks what it can, and ends with 1 when something must be mended', A, async () => {
  const network = await openNetwork(20)
  const fine = network.run(['doctor'])
  expect(await fine.ended()).toBe(0)
  expect(fine.printed()).toMatch(
    /✅ settings: .*\n✅ database: .*\n✅ disk: .*\n✅ credentials: .*\n✅ public URL: .*\n✅ caller number: /,
  )
  const wrong = network.run(['doctor'], { TWILIO_AUTH_TOKEN: 'wrong' })
  expect(await wrong.ended()).toBe(1)
  expect(wrong.printed()).toMatch(/❌ credentials: 20003/)
})

test('emulator: runs alone', A, async () => {
  const emulator = nightbell(['emulator', '--port', '0'], {})
  await emulator.prints('auth token')
  const url = /http:\/\/\S+/.exec(emulator.printed())?.[0]
  expect((await fetch(`${url}/emulator/phones`)).status).toBe(200)
  emulator.process.kill('SIGTERM')
  expect(await emulator.ended()).toBe(0)
})

test('an unknown command shows what there is', async () => {
  const lost = nightbell(['ring'], {})
  expect(await lost.ended()).toBe(1)
  expect(lost.printed()).toMatch(
    /there is no command "ring"[\s\S]*serve[\s\S]*page[\s\S]*doctor[\s\S]*emulator/,
  )
})
