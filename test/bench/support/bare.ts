import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import twilio from 'twilio'
import { rawWriterOf } from './databases.ts'

/**
 * The least that a server can do between a callback and the next call, without knowing whom to call or
 * why: it verifies what Twilio has signed, commits one row, answers, and asks for a call through the SDK.
 */
const setting = (name: string) => process.env[name] ?? ''
const token = setting('TWILIO_AUTH_TOKEN')
const client = twilio(setting('TWILIO_ACCOUNT_SID'), token)
client.api.baseUrl = setting('TWILIO_BASE_URL')
const writer = await rawWriterOf({
  NIGHTBELL_DATA: setting('NIGHTBELL_DATA'),
  DATABASE_URL: setting('DATABASE_URL'),
})

const server = createServer((request, response) => {
  void (async () => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    const url = `http://${request.headers.host}${request.url}`
    const signature = String(request.headers['x-twilio-signature'])
    if (!twilio.validateRequest(token, signature, url, form)) throw new Error('a callback that is not signed')
    await writer.commit()
    response.writeHead(204).end()
    await client.calls.create({ to: '+15005550009', from: '+15005550006', url, statusCallback: url })
  })()
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
console.log(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
