import type { z } from 'zod'
import type * as wire from '../wire/import.ts'
import { fieldProblem } from './problem.ts'

type Charset = z.infer<typeof wire.Charset>

/** The names that the encoding standard gives them; its `euc-kr` is CP949, as Korean Excel writes it. */
const LABEL = { 'utf-8': 'utf-8', cp949: 'euc-kr', 'utf-16le': 'utf-16le' } as const

/** The text of a file, and what it is in. Without `charset`: UTF-16 by its mark, UTF-8 when it is that, else CP949. A 422 when it is none. */
export function decode(bytes: ArrayBuffer, charset: Charset | undefined): { text: string; charset: Charset } {
  const [a, b] = new Uint8Array(bytes)
  const guesses: Charset[] = a === 0xff && b === 0xfe ? ['utf-16le'] : ['utf-8', 'cp949']
  for (const guess of charset === undefined ? guesses : [charset]) {
    const text = tryAs(guess, bytes)
    if (text !== null) return { text, charset: guess }
  }
  throw fieldProblem('charset', {
    ko: `파일을 ${charset ?? 'UTF-8, CP949, UTF-16'} 형식으로 읽을 수 없습니다. CSV UTF-8로 저장하세요.`,
    en: `the file is not in ${charset ?? 'UTF-8, CP949 or UTF-16'}; save it as CSV UTF-8, or say which with ?charset=`,
  })
}

/** A byte-order mark is no part of the text. */
function tryAs(charset: Charset, bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder(LABEL[charset], { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
