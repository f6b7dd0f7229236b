/**
 * The most that one spoken text may weigh when URL-encoded. Twilio allows 4,500 per `<Say>`; a
 * Hangul syllable weighs 9, so this is 200 syllables: half a minute, and nobody listens longer.
 */
const SPOKEN_WEIGHT = 1_800

// oxlint-disable-next-line no-control-regex -- alert text often comes from coloured log lines.
const ANSI_ESCAPE = /\u001B\[[0-9;?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)/g

/**
 * Makes any text safe to speak: without terminal colours, control characters and lone surrogates
 * (the TwiML builder throws on them), white space folded, cut to what a person can listen to.
 * Empty when nothing speakable is left.
 */
export function speakable(text: string, weight = SPOKEN_WEIGHT): string {
  const clean = text
    .replaceAll(ANSI_ESCAPE, '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cn}\p{Co}\uFFFD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return cut(clean, weight)
}

function cut(text: string, weight: number): string {
  if (encodeURIComponent(text).length <= weight) return text
  let rest = weight - ELLIPSIS_WEIGHT
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    rest -= encodeURIComponent(segment).length
    if (rest < 0) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const graphemes = new Intl.Segmenter()
const ELLIPSIS_WEIGHT = encodeURIComponent('…').length
