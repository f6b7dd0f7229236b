import { expect, test } from 'vitest'
import { FROM, openCustomer, TO } from '../test-customer.ts'

test('a text message reaches the phone', async () => {
  const { client, control } = await openCustomer()
  await client.messages.create({ to: TO, from: FROM, body: '결제 API 응답 없음' })
  expect((await control('GET', '/messages')).body).toMatchObject({
    messages: [{ to: TO, body: '결제 API 응답 없음' }],
  })
})
