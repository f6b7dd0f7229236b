import { useWords } from './words.ts'

const ko = {
  title: '원본 콜백',
  of: (number: number) => `시도 ${number}의 원본 콜백`,
  lead: '발신 사업자가 보낸 그대로입니다. 전화번호와 계정 정보는 보관하지 않습니다.',
  time: '받은 시각',
  kind: '종류',
  fields: '내용',
  none: '보관된 콜백이 없습니다',
  noneBody: '아직 오지 않았거나, 공개 주소가 없거나, 콜백을 보관하지 않던 이전 버전의 통화입니다.',
  more: (n: number) => `콜백이 더 왔습니다. 시도마다 처음 ${n}건만 보관합니다.`,
}

const en: typeof ko = {
  title: 'Raw callbacks',
  of: (number) => `Raw callbacks of attempt ${number}`,
  lead: 'As the provider sent them. Phone numbers and what names the account are not kept.',
  time: 'Received',
  kind: 'Kind',
  fields: 'Fields',
  none: 'No callback is kept',
  noneBody: 'None has come yet, there is no public address, or the call is from a version that kept none.',
  more: (n) => `More came. Of each attempt the first ${n} are kept.`,
}

const CALLBACKS = { ko, en }

/** Of the provider's callbacks: loaded with the page of an escalation. */
export const useCallbackWords = (): typeof ko => CALLBACKS[useWords().language]
