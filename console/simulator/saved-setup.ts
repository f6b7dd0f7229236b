import type { Words } from '../i18n/ko.ts'
import { firstSetup, nobody, type Setup } from './setup.ts'

/**
 * What was set here is there again after a reload, in this tab. Names and numbers of people are no
 * browser's to keep: they go with the tab, and whoever comes to the door finds none (sign-in.tsx).
 * Each provider has its own: a number that was made up for a simulation must not be dialled.
 */
const keyOf = (provider: string) => `nightbell.simulator.${provider}`

export function savedSetup(provider: string, callbacks: boolean, words: Words): Setup {
  const first = firstOf(provider, callbacks, words)
  try {
    const saved: Partial<Setup> = JSON.parse(sessionStorage.getItem(keyOf(provider)) ?? '{}')
    return { ...first, ...saved }
  } catch {
    return first // An older one's.
  }
}

export const saveSetup = (provider: string, setup: Setup): void =>
  sessionStorage.setItem(keyOf(provider), JSON.stringify(setup))

function firstOf(provider: string, callbacks: boolean, words: Words): Setup {
  const first = firstSetup(words)
  if (provider === 'simulated') return first
  return { ...first, people: [nobody, nobody], acknowledgeBy: callbacks ? 'keypress' : 'human' }
}
