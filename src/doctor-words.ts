import { verbatim } from './domain/said.ts'
import type { Finding } from './telephony/provider.ts'

type About = Pick<Finding, 'check' | 'title'>
type Told = Pick<Finding, 'detail' | 'mend'>

export const SETTINGS: About = { check: 'settings', title: { ko: '설정', en: 'settings' } }
export const telephonyIs = (kind: string): Told => ({
  detail:
    kind === 'simulated'
      ? {
          ko: '모의 전화입니다. 실제 전화는 울리지 않습니다',
          en: 'telephony is simulated; no real phone rings',
        }
      : { ko: `실제 전화를 겁니다 (${kind})`, en: `telephony is ${kind}; real phones ring` },
})

export const DATABASE: About = { check: 'database', title: { ko: '데이터베이스', en: 'database' } }
export const opens = (place: string): Told => ({
  detail: { ko: `${place}: 열리고 최신 상태입니다`, en: `${place} opens and is up to date` },
})
export const inUse = (folder: string): Told => ({
  detail: {
    ko: `${folder}: 실행 중인 Nightbell이 쓰고 있습니다`,
    en: `${folder} is in use by a running Nightbell`,
  },
})
export const moved = (said: string): Told => ({
  detail: verbatim(said),
  mend: { ko: 'DATABASE_URL을 설정하세요.', en: 'set DATABASE_URL' },
})
export const cannotOpen = (said: string, folder: string | null): Told => ({
  detail: verbatim(said),
  mend:
    folder === null
      ? {
          ko: 'PostgreSQL이 실행 중인지, 이 URL로 psql이 접속하는지 확인하세요.',
          en: 'see that PostgreSQL runs, and that psql can connect to it with this URL',
        }
      : {
          ko: `${folder}에 쓸 수 있게 하거나 NIGHTBELL_DATA로 다른 폴더를 지정하세요.`,
          en: `make ${folder} writable, or set NIGHTBELL_DATA`,
        },
})

export const DISK: About = { check: 'disk', title: { ko: '디스크', en: 'disk' } }
export const noFolder = (folder: string): Told => ({
  detail: { ko: `${folder}가 아직 없습니다`, en: `${folder} does not exist yet` },
})
export function free(mb: number): Told {
  const room = mb < 1024 ? `${mb} MB` : `${Math.floor(mb / 1024)} GB`
  return { detail: { ko: `${room} 남았습니다`, en: `${room} free` } }
}
export const mustFree = (mb: number): Pick<Finding, 'mend'> => ({
  mend: {
    ko: `${mb} MB 이상 비우세요. 기록할 수 없는 알림은 전화를 울리지 못합니다.`,
    en: `free at least ${mb} MB: an alert that cannot be written cannot ring`,
  },
})

export const SERVER: About = { check: 'server', title: { ko: '서버', en: 'server' } }
export const runs = (status: string): Told => ({
  detail: { ko: '실행 중이며 이상이 없습니다', en: `runs, and is ${status}` },
})
export const cannotWork = (database: string): Told => ({
  detail: {
    ko: `실행 중이지만 일할 수 없습니다: database ${database}`,
    en: `runs, and cannot work: the database ${database}`,
  },
  mend: { ko: '데이터베이스와 디스크를 확인하세요.', en: 'look at the database and the disk' },
})
export const trouble = (kind: string): About => ({
  check: `server: ${kind}`,
  title: { ko: `서버: ${kind}`, en: `server: ${kind}` },
})
export const since = (at: string, said: string): Told => ({
  detail: { ko: `${at}부터: ${said}`, en: `since ${at}: ${said}` },
})

export const PUBLIC_URL: About = {
  check: 'public-url-answers',
  title: { ko: '공개 주소 접속', en: 'public URL answers' },
}
export const NOT_TRIED: Told = {
  detail: { ko: '서버가 실행 중이 아니어서 확인하지 못했습니다', en: 'not tried: no server runs' },
  mend: { ko: 'npm start 로 시작한 뒤 다시 점검하세요.', en: 'run "npm start", then ask again' },
}
export const FROM_HERE: Told = { detail: { ko: '이 서버에서 접속됩니다', en: 'from here' } }
export const NOT_FROM_HERE: Told = {
  detail: {
    ko: '이 서버에서는 접속되지 않습니다. 콜백이 오지 않으면 키 입력을 받지 못하고, 통화 결과는 물어서 알아냅니다',
    en: 'not from here: without callbacks no key is received, and what becomes of calls is learnt by asking',
  },
  mend: {
    ko: '인터넷과 이 서버 사이의 DNS, 프록시, 터널, 방화벽을 확인하세요.',
    en: 'check DNS, proxy, tunnel and firewall between the internet and this server',
  },
}
