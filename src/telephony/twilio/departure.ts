import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import type { Twilio } from 'twilio'

/**
 * A request leaves only if it may at that very moment. To ask before the SDK is called is too early:
 * names are looked up, a connection is made and encrypted first, and a process that is stopped in
 * between and goes on much later would send what was decided long ago. Timers do not help, for a
 * process that wakes up is given its network before its timers. So the agents hand over a connection
 * only when it stands, and the question is asked between that and the first byte, with nothing to
 * wait for in between.
 */
const permission = new AsyncLocalStorage<() => boolean>()

/** Runs `ask`; what it sends leaves only while `mayLeave` says so, and fails otherwise. */
export const whileAllowed = <T>(mayLeave: () => boolean, ask: () => Promise<T>): Promise<T> =>
  permission.run(mayLeave, ask)

/** Makes the SDK's HTTP client ask. */
export function askAtDeparture({ axios }: Twilio['httpClient']): void {
  axios.defaults.transport = { request: depart }
  const { httpsAgent } = axios.defaults
  // With HTTP_PROXY the SDK has an agent of its own kind, whose connections stand when it hands them over.
  if (!(httpsAgent instanceof https.Agent)) return
  axios.defaults.httpsAgent = new HttpsAgent(httpsAgent.options)
  axios.defaults.httpAgent = new HttpAgent({ keepAlive: true })
}

function depart(options: https.RequestOptions, answered: (response: http.IncomingMessage) => void) {
  const mayLeave = permission.getStore()
  const request = (options.protocol === 'https:' ? https : http).request(options, answered)
  // Node writes the head of the request right after this event.
  request.once('socket', () => {
    if (mayLeave && !mayLeave()) request.destroy(new Error('the request may not leave any more'))
  })
  return request
}

type Done = (error: Error | null, socket: Duplex) => void

class HttpAgent extends http.Agent {
  override createConnection(options: http.ClientRequestArgs, done: Done): undefined {
    whenItStands(super.createConnection(options), 'connect', done)
  }
}

class HttpsAgent extends https.Agent {
  override createConnection(options: https.RequestOptions, done: Done): undefined {
    whenItStands(super.createConnection(options), 'secureConnect', done)
  }
}

function whenItStands(socket: Duplex | null | undefined, event: string, done: Done): void {
  if (!socket) throw new Error('the agent makes connections at once')
  const failed = (error: Error) => done(error, socket)
  socket.once('error', failed)
  socket.once(event, () => {
    socket.off('error', failed)
    done(null, socket)
  })
}
