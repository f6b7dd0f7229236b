type Hint = { ko: string; en: string }

/** What a person can do about an error of Twilio's, by its code: https://www.twilio.com/docs/api/errors */
export const HINTS: Record<number, Hint> = {
  10004: {
    ko: '동시 통화 한도를 넘었습니다. Twilio 콘솔에서 한도를 확인하세요.',
    en: 'Too many calls at once for this account. Look at its limit in the Twilio console.',
  },
  20003: {
    ko: 'Twilio 인증에 실패했습니다. TWILIO_ACCOUNT_SID와 TWILIO_AUTH_TOKEN을 확인하세요. 잔액 부족이나 계정 정지일 수도 있습니다.',
    en: 'Twilio refuses the credentials. Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN; the account may also be suspended or out of funds.',
  },
  20404: {
    ko: 'Twilio에 해당 통화나 계정이 없습니다. TWILIO_ACCOUNT_SID를 확인하세요.',
    en: 'Twilio knows no such call or account. Check TWILIO_ACCOUNT_SID.',
  },
  21205: {
    ko: 'Twilio가 콜백 주소를 거부했습니다. PUBLIC_URL을 확인하세요.',
    en: 'Twilio refuses the callback address. Check PUBLIC_URL.',
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
  21219: {
    ko: '체험 계정은 인증된 번호로만 발신할 수 있습니다. Twilio 콘솔에서 번호를 인증하거나 계정을 업그레이드하세요.',
    en: 'A trial account can only call verified numbers. Verify the number in the Twilio console, or upgrade the account.',
  },
  21609: {
    ko: 'Twilio가 콜백 주소에 접속할 수 없습니다. PUBLIC_URL이 공개 주소인지 확인하세요.',
    en: 'Twilio cannot use the callback address. PUBLIC_URL must be reachable from the internet.',
  },
  22005: {
    ko: '발신 대기열이 가득 찼습니다. 초당 통화 한도를 높이세요.',
    en: 'The call queue is full. Raise the calls-per-second limit of the account.',
  },
}

export const TRIAL: Hint = {
  ko: '체험 계정에서는 이 기능을 쓸 수 없습니다. Twilio 계정을 업그레이드하세요.',
  en: 'A trial account may not do this. Upgrade the Twilio account.',
}
export const BUSY: Hint = {
  ko: 'Twilio가 요청을 잠시 받지 않습니다. 자동으로 다시 시도합니다.',
  en: 'Twilio takes no requests for a moment. It is tried again by itself.',
}
export const UNREACHABLE: Hint = {
  ko: 'Twilio에 접속할 수 없습니다. 서버의 네트워크와 DNS, TWILIO_BASE_URL을 확인하세요.',
  en: 'Twilio cannot be reached. Check the network and DNS of this server, and TWILIO_BASE_URL.',
}
export const AMBIGUOUS: Hint = {
  ko: 'Twilio의 응답을 받지 못했습니다. 통화가 발신되었는지 확인한 뒤 계속합니다.',
  en: 'No clear answer from Twilio. Whether the call was placed is looked up before going on.',
}
export const REFUSED: Hint = {
  ko: 'Twilio가 요청을 거부했습니다. 오류 코드를 Twilio 문서에서 확인하세요.',
  en: 'Twilio refuses the request. Look the code up in the documentation of Twilio.',
}
