import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Gather, Play, Say, Speaking, TwimlError, Verb } from './verbs.ts'

type Element = { name: string; attributes: Record<string, string>; children: Node[] }
type Node = Element | string

/** A TwiML document as a list of verbs, or why it cannot be executed. */
export function parseTwiml(xml: string): { verbs: Verb[] } | TwimlError {
  const wellFormed = XMLValidator.validate(xml)
  if (wellFormed !== true) return parseFailure(`${wellFormed.err.msg} (line ${wellFormed.err.line})`)
  const roots = readNodes(parser.parse(xml)).filter((node) => typeof node !== 'string')
  const [root] = roots
  if (!root || root.name !== 'Response') return parseFailure('The root element must be <Response>')
  const verbs: Verb[] = []
  for (const element of elementsOf(root)) {
    const verb = readVerb(element)
    if ('code' in verb) return verb
    verbs.push(verb)
  }
  return { verbs }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true, // Also what makes numeric entities (&#44032;) readable.
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** The parser's ordered form: `[{ Say: [{ '#text': … }], ':@': { voice: … } }]`. */
function readNodes(nodes: Record<string, unknown>[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if ('#text' in node) return [String(node['#text'])]
    const name = Object.keys(node).find((key) => key !== ':@')
    if (!name) return []
    const children = Array.isArray(node[name]) ? node[name] : []
    const attributes = Object.fromEntries(
      Object.entries(node[':@'] ?? {}).map(([key, value]) => [key, String(value)]),
    )
    return [{ name, attributes, children: readNodes(children) }]
  })
}

function readVerb(element: Element): Verb | TwimlError {
  const { attributes } = element
  switch (element.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      return readSpeaking(element)
    case 'Gather':
      return readGather(element)
    case 'Redirect':
      return { verb: 'Redirect', url: textOf(element).trim(), method: methodOf(attributes['method']) }
    case 'Hangup':
      return { verb: 'Hangup' }
    case 'Reject':
      return { verb: 'Reject', reason: attributes['reason'] === 'busy' ? 'busy' : 'rejected' }
    default:
      return parseFailure(`<${element.name}> is not a verb that this emulator knows`)
  }
}

function readSpeaking(element: Element): Speaking | TwimlError {
  if (element.name === 'Say') return readSay(element)
  if (element.name === 'Play') return readPlay(element)
  if (element.name === 'Pause') return { verb: 'Pause', length: numberOf(element.attributes['length'], 1) }
  return parseFailure(`<${element.name}> may not stand inside <Gather>`)
}

/** Amazon Polly takes the text url-encoded; a Hangul syllable is nine characters of it. */
const longestSay = 4500

function readSay(element: Element): Say | TwimlError {
  const text = textOf(element).replaceAll(/\s+/g, ' ').trim()
  if (encodeURIComponent(text).length > longestSay) return { code: 13521, message: 'Say: Text too long' }
  const { voice = 'man', language = 'en-US', loop } = element.attributes
  return { verb: 'Say', text, voice, language, loop: loopOf(loop), ...paceOf(element) }
}

/** Nested SSML that changes how long the speech takes. */
function paceOf(element: Element): { rate: number; breaks: number } {
  let pace = { rate: 1, breaks: 0 }
  for (const child of elementsOf(element)) {
    const inner = paceOf(child)
    const own = child.name === 'prosody' ? rateOf(child.attributes['rate']) : 1
    const silence = child.name === 'break' ? breakSeconds(child.attributes) : 0
    pace = { rate: pace.rate * inner.rate * own, breaks: pace.breaks + inner.breaks + silence }
  }
  return pace
}

const namedRates: Record<string, number> = { 'x-slow': 0.5, slow: 0.75, fast: 1.25, 'x-fast': 1.75 }

function rateOf(rate = ''): number {
  const percent = /^(\d+)%$/.exec(rate)?.[1]
  return namedRates[rate] ?? (percent ? Math.max(Number(percent), 20) / 100 : 1)
}

function breakSeconds({ time = '', strength }: Record<string, string>): number {
  const [, amount, unit] = /^([\d.]+)(ms|s)$/.exec(time) ?? []
  if (amount) return unit === 'ms' ? Number(amount) / 1000 : Number(amount)
  return strength === 'none' ? 0 : 0.5
}

function readPlay(element: Element): Play {
  const { digits = '', loop } = element.attributes
  return { verb: 'Play', url: textOf(element).trim(), digits, loop: loopOf(loop) }
}

function readGather(element: Element): Gather | TwimlError {
  const { attributes } = element
  const nested: Speaking[] = []
  for (const child of elementsOf(element)) {
    const verb = readSpeaking(child)
    if ('code' in verb) return verb
    nested.push(verb)
  }
  return {
    verb: 'Gather',
    nested,
    numDigits: numberOf(attributes['numDigits'], Infinity),
    timeout: numberOf(attributes['timeout'], 5),
    finishOnKey: attributes['finishOnKey'] ?? '#',
    action: attributes['action'] ?? '',
    method: methodOf(attributes['method']),
    actionOnEmptyResult: attributes['actionOnEmptyResult'] === 'true',
    dtmf: (attributes['input'] ?? 'dtmf').split(' ').includes('dtmf'),
  }
}

function elementsOf(element: Element): Element[] {
  return element.children.filter((child) => typeof child !== 'string')
}

function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

function methodOf(method = 'POST'): 'GET' | 'POST' {
  return method.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

function numberOf(value: string | undefined, otherwise: number): number {
  const number = Number(value)
  return value !== undefined && value !== '' && number >= 0 ? number : otherwise
}

/** `loop="0"` means until the call ends; Twilio stops at 1000. */
function loopOf(loop: string | undefined): number {
  return numberOf(loop, 1) || 1000
}

function parseFailure(message: string): TwimlError {
  return { code: 12100, message: `Document parse failure: ${message}` }
}
