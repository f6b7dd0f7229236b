import type { Language } from '../domain/plan.ts'

/** The words of the live log. */
type LogWords = {
  language: Language
  /** `position` counts from 0; from the second round on the round is said too. */
  role(position: number, round: number): string
  calling: string
  answered: string
  reached: string
  notReached: string
  calledOff: string
  duration(seconds: number): string
  passedOn(by: string): string
  detailsSent: string
  complete(attempts: number): string
  failed(attempts: number): string
  cancelled(by: string): string
  resolved: string
  /** `reason` as the event has it. */
  withoutCallbacks(reason: string): string
}

const ROLES_KO = ['정담당자', '부담당자']
const ROLES_EN = ['Primary', 'Secondary', 'Tertiary']

const CALLBACKS_KO: Record<string, string> = {
  'no-public-url': 'PUBLIC_URL이 없어 버튼 입력을 받을 수 없음',
  refused: '발신 사업자가 콜백 주소를 거부해 버튼 입력을 받을 수 없음',
  silent: '콜백이 오지 않음',
}
const CALLBACKS_EN: Record<string, string> = {
  'no-public-url': 'No PUBLIC_URL, so no key can be received',
  refused: 'The provider refuses the callback address, so no key can be received',
  silent: 'No callback came',
}

const ko: LogWords = {
  language: 'ko',
  role: (position, round) =>
    `${ROLES_KO[position] ?? `${position + 1}순위 담당자`}${round > 1 ? `(${round}차)` : ''}`,
  calling: '발신중...',
  answered: '전화 받음, 확인 대기중...',
  reached: '전화 연결 성공!',
  notReached: '전화 연결 실패',
  calledOff: '중단',
  duration: (seconds) => `(통화시간: ${seconds}초)`,
  passedOn: (by) => `${by}: 다음 담당자에게 넘김`,
  detailsSent: '상세 내용 문자 발송',
  complete: (attempts) => `에스컬레이션 성공 (총 ${attempts}회 시도)`,
  failed: (attempts) => `에스컬레이션 실패 (총 ${attempts}회 시도)`,
  cancelled: (by) => `에스컬레이션 취소: ${by}`,
  resolved: '장애가 해소되어 에스컬레이션 종료',
  withoutCallbacks: (reason) => `${CALLBACKS_KO[reason] ?? reason}, 통화 결과를 조회해서 확인합니다.`,
}

const en: LogWords = {
  language: 'en',
  role: (position, round) =>
    `${ROLES_EN[position] ?? `No. ${position + 1}`}${round > 1 ? ` (round ${round})` : ''}`,
  calling: 'calling...',
  answered: 'picked up, waiting for the acknowledgement...',
  reached: 'reached!',
  notReached: 'not reached',
  calledOff: 'called off',
  duration: (seconds) => `(call: ${seconds} s)`,
  passedOn: (by) => `${by}: passed on to the next person`,
  detailsSent: 'details sent by text message',
  complete: (attempts) => `Acknowledged after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
  failed: (attempts) => `Nobody acknowledged after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
  cancelled: (by) => `Cancelled by ${by}`,
  resolved: 'Ended: the incident is resolved',
  withoutCallbacks: (reason) =>
    `${CALLBACKS_EN[reason] ?? reason}: what becomes of calls is learnt by asking.`,
}

export const logWords: Record<Language, LogWords> = { ko, en }
