type Hint = { ko: string; en: string }

/** Also for what a trial account may not do, whatever its code. */
export const TRIAL: Hint = {
  ko: '체험 계정은 Nightbell에 필요한 발신 옵션을 거부합니다. Twilio 계정을 업그레이드하세요. 그전에는 TELEPHONY=simulated로 사용해 볼 수 있습니다.',
  en: 'A trial account refuses the call options that Nightbell needs. Upgrade the Twilio account; until then, try Nightbell with TELEPHONY=simulated.',
}
/** Comes under the code of wrong credentials, which they are not. */
export const UNAPPROVED: Hint = {
  ko: 'Twilio 계정의 고객 프로필이 아직 승인되지 않았습니다. Twilio 콘솔의 Trust Hub에서 승인받으세요.',
  en: 'The customer profile of the Twilio account is not approved yet. Have it approved in the Trust Hub of the Twilio console.',
}
const UNVERIFIED: Hint = {
  ko: '체험 계정은 인증된 번호로만 연락할 수 있습니다. Twilio 콘솔에서 번호를 인증하거나 계정을 업그레이드하세요.',
  en: 'A trial account can only reach verified numbers. Verify the number in the Twilio console, or upgrade the account.',
}
const TRIAL_FROM: Hint = {
  ko: '체험 계정은 수신자마다 지정된 발신 번호만 쓸 수 있습니다. Twilio 콘솔에서 그 번호를 확인해 TWILIO_FROM으로 설정하거나 계정을 업그레이드하세요.',
  en: 'A trial account may only call from the number that Twilio assigned to the recipient. Look it up in the Twilio console and set it as TWILIO_FROM, or upgrade the account.',
}
const NOT_ACTIVE: Hint = {
  ko: 'Twilio 계정이 정지되었습니다. Twilio 콘솔에서 잔액과 계정 상태를 확인하세요.',
  en: 'The Twilio account is not active. Check its balance and status in the Twilio console.',
}
const NO_TEXTS: Hint = {
  ko: '발신 번호로는 문자를 보낼 수 없습니다. TWILIO_FROM을 문자 발송이 가능한 번호로 바꾸세요.',
  en: 'The caller number cannot send texts. Use one that can as TWILIO_FROM.',
}
const OURS: Hint = {
  ko: 'Nightbell이 잘못된 요청을 보냈습니다. 오류 코드와 함께 Nightbell 개발자에게 알려 주세요.',
  en: 'Nightbell sent a wrong request. Report it to its developers, with the code.',
}

/** What a person can do about an error of Twilio's, by its code: https://www.twilio.com/docs/api/errors */
export const HINTS: Record<number, Hint> = {
  10001: NOT_ACTIVE,
  10002: TRIAL,
  10004: {
    ko: '동시 통화 한도를 넘었습니다. Twilio 콘솔에서 한도를 확인하세요.',
    en: 'Too many calls at once for this account. Look at its limit in the Twilio console.',
  },
  20003: {
    ko: 'Twilio 인증에 실패했습니다. TWILIO_ACCOUNT_SID와 TWILIO_AUTH_TOKEN을 확인하세요. 잔액 부족이나 계정 정지일 수도 있습니다.',
    en: 'Twilio refuses the credentials. Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN; the account may also be suspended or out of funds.',
  },
  20005: NOT_ACTIVE,
  20404: {
    ko: 'Twilio에 해당 통화나 계정이 없습니다. TWILIO_ACCOUNT_SID를 확인하세요.',
    en: 'Twilio knows no such call or account. Check TWILIO_ACCOUNT_SID.',
  },
  21201: OURS,
  21205: {
    ko: 'Twilio가 콜백 주소를 거부했습니다. PUBLIC_URL을 확인하세요.',
    en: 'Twilio refuses the callback address. Check PUBLIC_URL.',
  },
  21208: {
    ko: 'Twilio가 벨 울림 시간을 거부했습니다. 1초에서 600초 사이로 설정하세요.',
    en: 'Twilio refuses the ring time-out. Set it between 1 and 600 seconds.',
  },
  21210: {
    ko: '발신 번호가 인증되지 않았습니다. Twilio 콘솔에서 TWILIO_FROM 번호를 인증하거나 구입한 번호로 바꾸세요.',
    en: 'The caller number is not verified. Verify TWILIO_FROM in the Twilio console, or use a number you own there.',
  },
  21211: {
    ko: '잘못된 전화번호입니다. 담당자의 번호를 확인하세요.',
    en: "This is no valid number. Check the contact's number.",
  },
  21212: {
    ko: '발신 번호가 잘못되었습니다. TWILIO_FROM을 확인하세요.',
    en: 'The caller number is not valid. Check TWILIO_FROM.',
  },
  21214: {
    ko: '연결할 수 없는 번호입니다. 담당자의 번호를 확인하세요.',
    en: "The number cannot be reached. Check the contact's number.",
  },
  21215: {
    ko: '이 국가로 발신할 권한이 없습니다. Twilio 콘솔의 Voice Geographic Permissions에서 허용하세요.',
    en: 'Calls to this country are not allowed. Allow it under Voice Geographic Permissions in the Twilio console.',
  },
  21216: {
    ko: 'Twilio가 이 번호로의 발신을 차단했습니다. Twilio 고객 지원에 문의하세요.',
    en: 'Twilio blocks calls to this number. Ask Twilio support.',
  },
  21217: {
    ko: '유효하지 않은 전화번호입니다. 담당자의 번호를 확인하세요.',
    en: "The number is not valid. Check the contact's number.",
  },
  21219: UNVERIFIED,
  21220: {
    ko: '이미 끝난 통화입니다. 조치가 필요하지 않습니다.',
    en: 'The call is over already. Nothing needs to be done.',
  },
  21408: {
    ko: '이 국가로 문자를 보낼 권한이 없습니다. Twilio 콘솔의 Messaging Geographic Permissions에서 허용하세요.',
    en: 'Texts to this country are not allowed. Allow it under Messaging Geographic Permissions in the Twilio console.',
  },
  21606: NO_TEXTS,
  21608: UNVERIFIED,
  21609: {
    ko: 'Twilio가 콜백 주소에 접속할 수 없습니다. PUBLIC_URL이 공개 주소인지 확인하세요.',
    en: 'Twilio cannot use the callback address. PUBLIC_URL must be reachable from the internet.',
  },
  21610: {
    ko: '수신자가 이 번호의 문자를 거부했습니다. 수신자가 START를 답장하면 다시 보낼 수 있습니다.',
    en: 'The recipient has opted out of texts from this number. They can opt in again by replying START.',
  },
  21614: {
    ko: '문자를 받을 수 없는 번호입니다. 담당자의 휴대전화 번호를 확인하세요.',
    en: "This number cannot receive texts. Check the contact's mobile number.",
  },
  21661: NO_TEXTS,
  22005: {
    ko: '발신 대기열이 가득 찼습니다. 초당 통화 한도를 높이세요.',
    en: 'The call queue is full. Raise the calls-per-second limit of the account.',
  },
  // The rules for trial accounts of 2026 have codes of their own.
  572002: TRIAL_FROM,
  572005: UNVERIFIED,
  573002: TRIAL_FROM,
  573005: UNVERIFIED,
}

export const BUSY: Hint = {
  ko: 'Twilio가 요청을 잠시 받지 않습니다. 자동으로 다시 시도합니다.',
  en: 'Twilio takes no requests for a moment. It is tried again by itself.',
}
export const UNREACHABLE: Hint = {
  ko: 'Twilio에 접속할 수 없습니다. 서버의 네트워크와 DNS, 시계, 인증서, TWILIO_BASE_URL을 확인하세요.',
  en: 'Twilio cannot be reached. Check the network, DNS, clock and certificates of this server, and TWILIO_BASE_URL.',
}
export const AMBIGUOUS: Hint = {
  ko: 'Twilio의 응답을 받지 못했습니다. 통화가 발신되었는지 확인한 뒤 계속합니다.',
  en: 'No clear answer from Twilio. Whether the call was placed is looked up before going on.',
}
export const REFUSED: Hint = {
  ko: 'Twilio가 요청을 거부했습니다. 오류 코드를 Twilio 문서에서 확인하세요.',
  en: 'Twilio refuses the request. Look the code up in the documentation of Twilio.',
}
