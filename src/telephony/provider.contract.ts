import { describe, expect, test } from 'vitest'
import { attemptIdOf, callIdOfProvider } from '../domain/attempt.ts'
import { ProviderError, type CallOrder, type Provider } from './provider.ts'

/** What a suite needs of a provider's stand-in. Numbers are E.164. */
export type Bench = {
  provider: Provider
  numbers: { answers: string; silent: string; busy: string; refused: string }
  /** Lets seconds pass, until nothing moves. */
  pass: (seconds: number) => Promise<void>
  secret: string
}

const order = (to: string): CallOrder => ({
  attempt: attemptIdOf('esc_contract', 1),
  to,
  script: { language: 'ko', message: '결제 API 응답 없음', closing: '끝', menu: null },
  ringTimeoutSeconds: 15,
  timeLimitSeconds: 120,
  detectMachine: false,
  mayLeave: () => true,
})

/** What every provider must do. */
export function describeProvider(name: string, open: () => Promise<Bench>): void {
  describe(`provider: ${name}`, () => {
    test('places a call and tells how far it is', async () => {
      const { provider, numbers, pass } = await open()
      const { callId } = await provider.place(order(numbers.answers))
      await pass(3)
      expect(await provider.fetch(callId)).toMatchObject({ callId, status: 'ringing' })
      await pass(4)
      expect(await provider.fetch(callId)).toMatchObject({ status: 'in-progress' })
      await pass(120)
      expect(await provider.fetch(callId)).toMatchObject({
        status: 'completed',
        durationSeconds: expect.any(Number),
      })
    })

    test('D17 places no call that is no longer to be placed when the request would leave', async () => {
      const { provider, numbers, pass } = await open()
      const late = provider.place({ ...order(numbers.answers), mayLeave: () => false })
      await expect(late).rejects.toMatchObject({ retry: 'safe' })
      await pass(5)
      expect(await provider.find({ to: numbers.answers, since: 0 })).toEqual([])
    })

    test('tells busy from unanswered', async () => {
      const { provider, numbers, pass } = await open()
      const { callId: busy } = await provider.place(order(numbers.busy))
      const { callId: silent } = await provider.place(order(numbers.silent))
      await pass(60)
      expect((await provider.fetch(busy))?.status).toBe('busy')
      expect((await provider.fetch(silent))?.status).toBe('no-answer')
    })

    test('hangs up a call that rings, and one that is over already', async () => {
      const { provider, numbers, pass } = await open()
      const { callId } = await provider.place(order(numbers.silent))
      await pass(3)
      await provider.hangUp(callId)
      expect((await provider.fetch(callId))?.status).toMatch(/canceled|completed/)
      await provider.hangUp(callId)
    })

    test('finds a call by its number', async () => {
      const { provider, numbers, pass } = await open()
      const before = await provider.find({ to: numbers.silent, since: 0 })
      const { callId } = await provider.place(order(numbers.silent))
      await pass(1)
      const after = await provider.find({ to: numbers.silent, since: 0 })
      expect(before).toEqual([])
      expect(after.map((report) => report.callId)).toEqual([callId])
      expect(await provider.find({ to: numbers.busy, since: 0 })).toEqual([])
    })

    test('D10 says what a person can do, in Korean and English, and never the credentials', async () => {
      const { provider, numbers, secret } = await open()
      const error: unknown = await provider.place(order(numbers.refused)).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ProviderError)
      const { retry, failure } = error as ProviderError
      expect(retry).toBe('never')
      expect(failure.hint.ko).toMatch(/[가-힣]/)
      expect(failure.hint.en).toMatch(/[a-z]/)
      expect(JSON.stringify([failure, String(error)])).not.toContain(secret)
    })

    test('knows nothing of a call that was never placed', async () => {
      const { provider } = await open()
      expect(await provider.fetch(callIdOfProvider('CA00000000000000000000000000000000'))).toBeNull()
    })

    test('sends a text, and finds nothing wrong with its settings', async () => {
      const { provider, numbers } = await open()
      expect(
        (await provider.sendText({ to: numbers.answers, body: '결제 API 응답 없음' })).messageId,
      ).toBeTruthy()
      expect((await provider.check([])).filter(({ status }) => status === 'problem')).toEqual([])
    })
  })
}
