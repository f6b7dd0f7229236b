export type Say = {
  verb: 'Say'
  text: string
  voice: string
  language: string
  loop: number
  /** How fast, by `<prosody rate>`; 1 is the voice's own speed. */
  rate: number
  /** Seconds of silence inside, by `<break>`. */
  breaks: number
}
type Pause = { verb: 'Pause'; length: number }
export type Play = { verb: 'Play'; url: string; digits: string; loop: number }
export type Speaking = Say | Pause | Play

export type Gather = {
  verb: 'Gather'
  nested: Speaking[]
  numDigits: number
  timeout: number
  finishOnKey: string
  /** Empty: the document that is being executed. */
  action: string
  method: 'GET' | 'POST'
  actionOnEmptyResult: boolean
  dtmf: boolean
}
type Redirect = { verb: 'Redirect'; url: string; method: 'GET' | 'POST' }
type Hangup = { verb: 'Hangup' }
type Reject = { verb: 'Reject'; reason: 'busy' | 'rejected' }
export type Verb = Speaking | Gather | Redirect | Hangup | Reject

/** What Twilio writes into a call's notifications when its instructions cannot be followed. */
export type TwimlError = { code: number; message: string }
