import type { Troubles } from '../observe/troubles.ts'

/** So many news in a row that had to be asked for are no accident. */
const MISSED = 3

/** Whether the provider's callbacks arrive: while they do not, calls are asked about sooner, and it is said. */
export class CallbackWatch {
  readonly #troubles: Troubles
  #missed = 0

  constructor(troubles: Troubles) {
    this.#troubles = troubles
  }

  get silent(): boolean {
    return this.#missed >= MISSED
  }

  /** A callback came. */
  heard(): void {
    this.#missed = 0
    this.#troubles.clear('callbacks-silent')
  }

  /** Something had to be asked for that a callback should have told. */
  missed(): void {
    this.#missed++
    if (this.silent) this.#troubles.raise('callbacks-silent', SILENT)
  }
}

const SILENT = {
  detail:
    'no callback of the provider arrives: what becomes of calls is learnt by asking, and no key can be received',
  hint: {
    ko: 'PUBLIC_URL이 발신 사업자가 접속할 수 있는 주소인지, 방화벽과 프록시를 확인하세요.',
    en: 'Check that PUBLIC_URL can be reached from the internet: firewall, proxy, tunnel.',
  },
}
