import axe from 'axe-core'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }

/** A colour on its way to another is neither: axe would judge a moment that nobody sees. */
const AT_REST =
  'Promise.all(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished.catch(() => {})))'

/** What axe finds against WCAG 2.2 AA, one line each: the rule and the element. */
export async function violations(page: Page): Promise<string[]> {
  // Nothing here plays by itself, for which alone axe would load every file of the page again: `preload`.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  await page.evaluate(AT_REST)
  const { violations: found } = await page.evaluate<Found>(
    `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'], performanceTimer: false, preload: false })`,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.replaceAll(/\s+/g, ' ')}`,
    ),
  )
}
