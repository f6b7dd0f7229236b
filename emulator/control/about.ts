/** What somebody reads who opens the emulator in a browser. */
export function aboutText(url: string, accountSid: string): string {
  return `This is a telephony emulator: a stand-in for Twilio's voice and messaging API. No real phone rings.

Twilio's API        ${url}/2010-04-01/Accounts/${accountSid}/Calls.json, Messages.json (HTTP Basic)
How phones behave   PUT ${url}/emulator/phones/{number}, for example {"busy": true}
Who was called      GET ${url}/emulator/calls
Who was asked for   GET ${url}/emulator/requests
What goes wrong     POST ${url}/emulator/faults
Capacity, timing    GET, PUT ${url}/emulator/settings
Live events         GET ${url}/emulator/events

Documents: docs/emulator.md, docs/emulator-control-api.md
`
}
