import { describe, expect, test } from 'vitest'
import { json, openWorld } from '../support/world.ts'

describe('keys and machines', () => {
  test('C12 acknowledges when somebody presses the key and hangs up at 3 s', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', {
      answer_after: 2,
      press: [{ key: '1', after: 2.5 }],
      hang_up_after: 3,
    })
    const over = await world.untilOver(await world.page({ contacts: [hong] }))
    expect(over).toMatchObject({ status: 'acknowledged', acknowledged_by: { evidence: 'keypress' } })
  })

  test.each(['human', 'keypress'])(
    'C11 calls the next person when a voicemail picks up (%s)',
    async (acknowledge_by) => {
      const world = await openWorld()
      const hong = await world.person('홍길동', { voicemail: { after: 5, greeting: 3, beep: true, max: 8 } })
      const kim = await world.person('김철수', { answer_after: 3, press: [{ key: '1', after: 6 }] })
      const over = await world.untilOver(await world.page({ contacts: [hong, kim], acknowledge_by }))
      expect(over.attempts[0]?.outcome).toMatch(/machine|no-key/)
      expect(over.acknowledged_by?.name).toBe('김철수')
    },
  )

  test('passes on when somebody presses 3, and the next phone rings only after the first one is silent', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '3', after: 4 }] })
    const kim = await world.person('김철수', { answer_after: 2, press: [{ key: '1', after: 4 }] })
    const page = await world.page({ contacts: [hong, kim] })
    const over = await world.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['canceled', 'acknowledged'])
    const ledger = await world.ledger()
    expect(ledger.overlaps()).toEqual([])
    expect(ledger.spoken(0).at(-1)).toBe('다음 담당자에게 넘깁니다.')
    expect(ledger.lastWordsComplete(0)).toBe(true)
  })

  test('repeats the message on *, and once after a key that means nothing', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', {
      answer_after: 2,
      press: [
        { key: '*', after: 4 },
        { key: '7', after: 12 },
        { key: '1', after: 30 },
      ],
    })
    const page = await world.page({ contacts: [hong], message: '디스크 가득 참' })
    expect((await world.untilOver(page)).status).toBe('acknowledged')
    const spoken = (await world.ledger()).spoken(0)
    expect(spoken).toContain('잘못 누르셨습니다.')
    expect(spoken.filter((text) => text.includes('디스크 가득 참')).length).toBeGreaterThanOrEqual(3)
  })

  test('sends the details by text when somebody presses 2, which acknowledges too', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '2', after: 5 }] })
    const page = await world.page({ contacts: [hong], message: '디스크 가득 참' })
    expect((await world.untilOver(page)).status).toBe('acknowledged')
    const { messages } = await json(world.send(`${world.network.url}/emulator/messages`))
    expect(messages).toMatchObject([{ to: hong.phone, body: '[Nightbell] 디스크 가득 참' }])
    expect((await world.events(page)).map(({ type }) => type)).toContain('sms_sent')
    expect((await world.ledger()).spoken(0).at(-1)).toBe('확인되었습니다. 상세 내용을 문자로 보내 드립니다.')
  })

  test('confirms only what is committed', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 5 }] })
    await world.untilOver(await world.page({ contacts: [hong] }))
    const ledger = await world.ledger()
    expect(ledger.spoken(0).at(-1)).toBe('확인되었습니다. 감사합니다.')
    expect(ledger.lastWordsComplete(0)).toBe(true)
  })
})

describe('what is spoken', () => {
  test.each(['answer', 'keypress'])('C18 speaks the message exactly twice (%s)', async (acknowledge_by) => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2 })
    await world.untilOver(
      await world.page({ contacts: [hong], acknowledge_by, message: '결제 API 응답 없음', rounds: 1 }),
    )
    const ledger = await world.ledger()
    const message = '홍길동 담당자님, 결제 API 응답 없음'
    expect(ledger.spoken(0).filter((text) => text === message)).toHaveLength(2)
    expect(ledger.voices(0)).toEqual([{ voice: 'Polly.Seoyeon-Neural', language: 'ko-KR' }])
  })

  test('C18 speaks English where the policy says so', async () => {
    const world = await openWorld()
    const jane = await world.person('Jane', { answer_after: 2 })
    const page = await world.page({
      contacts: [jane],
      acknowledge_by: 'answer',
      language: 'en',
      message: 'API down',
    })
    await world.untilOver(page)
    const ledger = await world.ledger()
    expect(ledger.spoken(0)).toEqual(['Jane, API down', 'Jane, API down', 'The message has been delivered.'])
    expect(ledger.voices(0)).toEqual([{ voice: 'Polly.Joanna-Neural', language: 'en-US' }])
  })

  test.each(['', '\u0000', '& < > " \' 🔥 \u001B[31mred', '가'.repeat(5_000)])(
    'C9 speaks something sensible for %j',
    async (message) => {
      const world = await openWorld()
      const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 1 }] })
      await world.untilOver(await world.page({ contacts: [hong], message }))
      const ledger = await world.ledger()
      expect(ledger.spoken(0).length).toBeGreaterThan(0)
      expect(ledger.notifications(0)).toEqual([])
    },
  )
})
