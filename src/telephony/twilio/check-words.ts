import { maskPhone } from '../../domain/phone-number.ts'
import type { Finding } from '../provider.ts'

type About = Pick<Finding, 'check' | 'title'>
type Told = Pick<Finding, 'detail' | 'mend'>

export const CREDENTIALS: About = { check: 'credentials', title: { ko: 'Twilio 계정', en: 'credentials' } }
export const ACCEPTED: Told = {
  detail: { ko: 'Twilio가 인증 정보를 받아들입니다', en: 'Twilio accepts them' },
}
export const TRIAL: Told = {
  detail: {
    ko: '체험 계정입니다. 인증된 번호와 계정의 국가로만 걸 수 있고, 통화마다 체험 계정 안내가 먼저 나오며, Nightbell에 필요한 발신 옵션을 쓸 수 없습니다',
    en: 'a trial account: it calls only verified numbers in its own country, speaks a trial notice first, and refuses our call options',
  },
  mend: { ko: '운영에 쓰기 전에 계정을 업그레이드하세요.', en: 'upgrade the account before you rely on it' },
}
export const notActive = (status: string): Told => ({
  detail: { ko: `계정 상태가 ${status}입니다`, en: `the account is ${status}` },
  mend: { ko: 'Twilio 콘솔에서 계정 상태를 확인하세요.', en: 'open it in the Twilio console' },
})

export const CALLER_NUMBER: About = {
  check: 'caller-number',
  title: { ko: '발신 번호', en: 'caller number' },
}
export const owned = (from: string): Told => ({
  detail: { ko: `${from}: 이 계정의 번호입니다`, en: `${from} belongs to the account` },
})
export const notOwned = (from: string): Told => ({
  detail: { ko: `${from}: 이 계정의 번호가 아닙니다`, en: `${from} is not among the numbers of the account` },
  mend: {
    ko: '계정이 가진 번호나 발신자 ID로 인증한 번호를 TWILIO_FROM으로 설정하세요.',
    en: 'use a number you own there as TWILIO_FROM, or one verified as a caller id',
  },
})

export const PERMISSION: About = {
  check: 'calls-to-korea',
  title: { ko: '한국 발신 허용', en: 'calls to Korea' },
}
export const ALLOWED: Told = { detail: { ko: '허용되어 있습니다', en: 'are allowed' } }
export const NOT_ALLOWED: Told = {
  detail: {
    ko: '이 계정은 한국 번호로 걸 수 없습니다 (오류 21215)',
    en: 'are not allowed for this account (error 21215)',
  },
  mend: {
    ko: 'Twilio 콘솔의 Voice Geographic Permissions에서 South Korea를 켜세요. 한국에 걸지 않는다면 무시해도 됩니다.',
    en: 'switch South Korea on under Voice Geographic Permissions in the Twilio console, unless you call nobody there',
  },
}

export const VERIFIED: About = {
  check: 'verified-numbers',
  title: { ko: '인증된 번호', en: 'verified numbers' },
}
export const allVerified = (count: number): Told => ({
  detail: {
    ko: `정책이 전화하는 번호 ${count}개가 모두 인증되어 있습니다`,
    en: `all that policies ring are verified (${count})`,
  },
})

const MOST_SHOWN = 5
export function notVerified(numbers: readonly string[], of: number): Told {
  const shown = numbers.slice(0, MOST_SHOWN).map(maskPhone).join(', ')
  const more = numbers.length - MOST_SHOWN
  return {
    detail: {
      ko: `정책이 전화하는 번호 ${of}개 중 ${numbers.length}개가 인증되지 않아 걸 수 없습니다: ${shown}${more > 0 ? ` 외 ${more}개` : ''}`,
      en: `not verified, and therefore refused: ${numbers.length} of the ${of} that policies ring (${shown}${more > 0 ? ` and ${more} more` : ''})`,
    },
    mend: {
      ko: '계정을 업그레이드하거나, Twilio 콘솔의 Phone Numbers → Verified Caller IDs에서 인증하세요.',
      en: 'upgrade the account, or verify them in the Twilio console under Phone Numbers → Verified Caller IDs',
    },
  }
}

export const CLOCK: About = { check: 'clock', title: { ko: '서버 시계', en: 'clock' } }
export const AGREES: Told = { detail: { ko: 'Twilio의 시계와 맞습니다', en: "agrees with Twilio's" } }
/** `aheadMs` is negative when this machine's clock is behind. */
export function apart(aheadMs: number): Told {
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  return {
    detail: {
      ko: `Twilio의 시계보다 약 ${seconds}초 ${aheadMs > 0 ? '빠릅니다' : '느립니다'}`,
      en: `about ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Twilio's`,
    },
    mend: {
      ko: '이 서버의 시각 동기화(NTP)를 켜세요. 예: timedatectl set-ntp true. 그러지 않으면 기록과 화면의 시각, 로그인 링크와 세션의 만료가 어긋납니다.',
      en: 'switch time synchronisation (NTP) on, for example: timedatectl set-ntp true. Otherwise the times in the log and on the page are wrong, and links and sessions end at the wrong moment',
    },
  }
}

export const PUBLIC_URL: About = { check: 'public-url', title: { ko: '공개 주소', en: 'public URL' } }
export const NO_PUBLIC_URL: Told = {
  detail: {
    ko: '없습니다. 키 입력을 받을 수 없고, 통화 결과는 Twilio에 물어서 알아냅니다',
    en: 'none: no key can be received, and what becomes of a call is learnt by asking',
  },
  mend: {
    ko: 'Twilio가 이 서버에 접속할 수 있는 주소를 PUBLIC_URL로 설정하세요.',
    en: 'set PUBLIC_URL to the address under which Twilio reaches this server',
  },
}
