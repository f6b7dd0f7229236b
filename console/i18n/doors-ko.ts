/** Access, set-up and the first steps. */
export const doors = {
  copy: '복사',
  copied: '복사했습니다.',
  select: '선택했습니다. Ctrl+C 또는 ⌘C로 복사하세요.',
  cancel: '그만두기',
  done: '닫기',
  ago: (span: string) => `${span} 전`,
  access: {
    here: '이 브라우저',
    signedIn: (when: string) => `${when} 로그인`,
    lasts: (when: string) => `${when}까지 쓰지 않으면 자동으로 로그아웃됩니다.`,
    signOut: '로그아웃',
    another: '다른 기기에서 로그인',
    anotherBody: '휴대전화로 QR 코드를 비추면 로그인됩니다. 링크는 한 번만 쓸 수 있습니다.',
    anotherName: '누가 쓰나요?',
    anotherNameHint: '확인하거나 취소할 때 이 이름이 기록에 남습니다.',
    anotherNameExample: '홍길동의 휴대폰',
    makeLink: '로그인 링크 만들기',
    linkTitle: (name: string) => `${name}: 로그인 링크`,
    linkBody: (until: string) =>
      `${until}까지 한 번만 쓸 수 있습니다. 이 링크를 가진 사람은 누구나 로그인할 수 있습니다.`,
    linkEnds: '지금 로그인의 바탕이 된 토큰을 폐기하면 이 기기도 함께 로그아웃됩니다.',
    sessions: '로그인된 브라우저',
    sessionsBody: '잃어버렸거나 더 쓰지 않는 기기는 여기서 로그아웃시키세요.',
    seen: (span: string) => `${span} 전 사용`,
    noOthers: '다른 브라우저는 로그인되어 있지 않습니다.',
    end: '로그아웃시키기',
    endOf: (name: string) => `${name} 로그아웃시키기`,
    endTitle: (name: string) => `${name}: 로그아웃시킬까요?`,
    endBody: '바로 로그아웃되며 되돌릴 수 없습니다. 다시 들어오려면 새 로그인 링크나 토큰이 필요합니다.',
    ended: (name: string) => `${name}: 로그아웃시켰습니다.`,
    endOthers: '다른 브라우저 모두 로그아웃시키기',
    endLinks: '아직 쓰지 않은 로그인 링크도 모두 무효가 됩니다.',
    endOthersTitle: (n: number) => `다른 브라우저 ${n}개를 모두 로그아웃시킬까요?`,
    endedOthers: (n: number) => `다른 브라우저 ${n}개를 로그아웃시켰습니다.`,
    tokens: 'API 토큰',
    tokensBody:
      '프로그램과 명령줄이 Nightbell을 쓰는 열쇠입니다. 토큰마다 쓰는 곳을 하나로 하면, 새어 나가도 그것만 폐기하면 됩니다.',
    none: '이 화면에서 관리하는 토큰이 없습니다',
    noneBody: 'NIGHTBELL_ADMIN_TOKEN은 서버 설정에 있으며 여기에 나오지 않습니다.',
    make: '토큰 만들기',
    name: '어디에 쓰나요?',
    nameHint: '나중에 알아볼 수 있는 이름. 예: 배포 스크립트',
    makeIt: '만들기',
    madeTitle: (name: string) => `토큰을 만들었습니다: ${name}`,
    madeBody: '지금 한 번만 보입니다. 안전한 곳에 옮겨 적은 뒤 닫으세요.',
    token: '토큰',
    tryIt: '이렇게 써 보세요. 누구의 토큰인지 답합니다.',
    stored: '옮겨 적었습니다',
    made: (when: string) => `${when} 만듦`,
    neverUsed: '아직 쓰이지 않음',
    used: (span: string, by: string) => `${span} 전 사용 · ${by}`,
    browsers: (n: number) => `로그인된 브라우저 ${n}개`,
    own: '이 브라우저의 토큰',
    revoke: '폐기',
    revokeOf: (name: string) => `${name} 폐기`,
    revokeTitle: (name: string) => `${name} 토큰을 폐기할까요?`,
    revokeBody: '이 토큰을 쓰는 프로그램은 바로 거부됩니다. 되돌릴 수 없습니다.',
    ends: '함께 로그아웃되는 브라우저',
    endsHere: '이 브라우저',
    openLinks: (n: number) => `아직 쓰지 않은 로그인 링크 ${n}개도 무효가 됩니다.`,
    revokeOwn:
      '지금 이 브라우저도 바로 로그아웃됩니다. 다시 들어올 다른 토큰이나 로그인 링크를 먼저 준비하세요.',
    revokeLast:
      '마지막 토큰입니다. NIGHTBELL_ADMIN_TOKEN을 설정하지 않았다면, 서버를 다시 시작해야 새 토큰이 만들어집니다.',
    revokeFirst:
      '서버의 data/admin-token 파일에 있는 토큰입니다. 그 서버의 nightbell 명령도 더는 통하지 않습니다.',
    revoked: (name: string) => `${name} 토큰을 폐기했습니다.`,
  },
  setup: {
    now: '지금 설정',
    simulated: '모의 전화',
    simulatedBody: '실제 전화는 울리지 않습니다. 아래 순서로 Twilio에 연결하면 실제 전화를 겁니다.',
    real: (provider: string) => `${provider}로 실제 전화를 겁니다`,
    realBody: '이 서버가 거는 전화는 실제로 울리고 요금이 나옵니다.',
    notSet: '설정 안 됨',
    hidden: '설정됨 (보이지 않음)',
    checks: '점검',
    checking: '점검하는 중입니다. 발신 사업자의 답을 기다립니다.',
    again: '다시 점검',
    broken: '점검이 끝까지 가지 못했습니다.',
    status: { ok: '정상', warning: '주의', problem: '문제' },
    summary: (problems: number, warnings: number) =>
      problems > 0 ? `문제 ${problems}건` : warnings > 0 ? `주의 ${warnings}건` : '모두 정상입니다',
    guide: '실제 전화 연결하기',
    guideLead: '설정은 서버의 .env 파일에 적습니다. 비밀 값은 이 화면에 입력하지 않습니다.',
    stepDone: '완료',
    steps: {
      account: {
        title: 'Twilio 계정과 발신 번호',
        body: 'twilio.com에서 계정을 만들고 업그레이드한 뒤, 음성 통화가 되는 번호를 하나 삽니다. 체험 계정으로는 Nightbell이 쓰는 발신 옵션이 거부됩니다.',
      },
      permission: {
        title: '한국 발신 허용',
        body: 'Twilio 콘솔의 Voice → Settings → Geo permissions에서 South Korea를 켭니다. 꺼져 있으면 오류 21215로 거부됩니다.',
      },
      settings: {
        title: '.env에 적기',
        body: '서버를 시작하는 폴더의 .env 파일에 아래 줄을 넣고, 밑줄 친 자리를 콘솔의 값으로 바꿉니다.',
      },
      address: {
        title: '공개 주소',
        body: 'PUBLIC_URL은 Twilio가 인터넷에서 이 서버에 접속하는 https 주소입니다. 없어도 전화는 걸리지만 키 입력을 받을 수 없어, 확인 기준이 ‘전화 받음’이나 ‘사람이 받음’이 됩니다.',
      },
      restart: {
        title: '다시 시작하고 점검',
        body: '서버를 Ctrl+C로 멈추고 다시 시작한 뒤, 이 화면에서 다시 점검합니다. 설정이 잘못되었으면 서버가 그 이름과 예를 말하고 시작하지 않습니다.',
      },
      drill: {
        title: '자기 전화로 모의 훈련',
        body: '실제 전화가 한 번 울립니다. 이름과 번호를 자신의 것으로 바꾸세요.',
      },
    },
    envLines: `TELEPHONY=twilio
TWILIO_ACCOUNT_SID=AC______
TWILIO_AUTH_TOKEN=________
TWILIO_FROM=+________
PUBLIC_URL=https://________`,
    drillCommand: 'npx nightbell drill --to 홍길동=010-____-____',
    facts: '알아 둘 점',
    factsLead: '얼마나 확실한지를 함께 적습니다.',
    sure: {
      documented: 'Twilio 문서',
      reported: '알려진 사례',
      ours: 'Nightbell의 동작',
    },
    factTexts: {
      trial:
        '체험 계정은 미리 인증한 번호(5개까지)와 계정의 국가로만 걸 수 있고, 발신 옵션 대부분이 거부됩니다. (2026년)',
      foreign:
        'Twilio에는 한국 음성 번호가 없습니다. 받는 전화에는 국제전화로 표시되고, 받으면 통신사가 ‘국제전화입니다’라고 먼저 말합니다(2023년 7월부터).',
      pause:
        '그래서 확인 기준이 키 입력이면 Nightbell은 받은 뒤 2초 쉬고 말합니다. 메시지는 언제나 두 번 말합니다.',
      save: '발신 번호를 담당자의 연락처에 저장하고 스팸 차단에서 허용하세요. iOS는 3분 안에 다시 온 전화를 방해금지 중에도 울립니다. 2차 시도가 그 역할을 합니다.',
      voicemail:
        '음성사서함이나 전원이 꺼진 전화의 안내도 ‘받음’으로 처리됩니다. 확인 기준은 키 입력을 권합니다.',
      pace: '계정마다 1초에 1통화가 기본 한도입니다. 그보다 많으면 급한 알림부터 차례로 겁니다.',
      timeout:
        '벨 울림 시간을 15초로 해도 실제로는 20초까지 울릴 수 있습니다. 그 사이에 받으면 받은 것입니다.',
    },
  },
  firstRun: {
    title: '시작하기',
    lead: '2분이면 전화가 어떻게 이어지는지 볼 수 있습니다. 끝낸 단계는 사라집니다.',
    later: '그만 보기',
    steps: {
      drill: {
        title: '모의 훈련 해 보기',
        body: '화면의 전화기가 울립니다. 받거나 거절하면서 다음 사람에게 넘어가는 과정을 봅니다. 실제 전화는 울리지 않습니다.',
        go: '시뮬레이터 열기',
      },
      people: {
        title: '담당자와 정책 등록',
        body: '누구에게 어떤 순서로 전화할지 정합니다. 알림은 정책을 따라 사람을 찾습니다.',
        go: '담당자 등록',
        goPolicy: '정책 만들기',
      },
      telephony: {
        title: '실제 전화 연결',
        body: '지금은 모의 전화입니다. Twilio에 연결하면 실제로 울립니다.',
        go: '연결 방법 보기',
      },
    },
  },
}
