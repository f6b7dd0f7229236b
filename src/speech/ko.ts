import type { Words } from './words.ts'

export const ko: Words = {
  message: (name, message) => `${name} 담당자님, ${message}`,
  emptyMessage: '내용이 없는 장애 알림이 도착했습니다. 모니터링 시스템을 확인해 주세요.',
  closing: '메시지 전달이 완료되었습니다.',
  menu: '확인하시려면 1번, 문자로 상세 내용을 받으시려면 2번, 다음 담당자에게 넘기시려면 3번, 다시 들으시려면 별표를 눌러 주세요.',
  noInput: '입력이 확인되지 않았습니다. 다음 담당자에게 연락합니다.',
  acknowledged: '확인되었습니다. 감사합니다.',
  alreadyAcknowledged: (name) => `${name} 님이 이미 확인했습니다. 감사합니다.`,
  detailsOnTheirWay: '확인되었습니다. 상세 내용을 문자로 보내 드립니다.',
  passedOn: '다음 담당자에게 넘깁니다.',
  wrongKey: '잘못 누르셨습니다.',
  over: '이미 종료된 알림입니다.',
  notRecorded: '오류로 확인이 기록되지 않았습니다. 다음 담당자에게 계속 연락합니다.',
  details: (message) => `[Nightbell] ${message}`,
}
