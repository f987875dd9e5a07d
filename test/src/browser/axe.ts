import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps people from using what the page is about, by WCAG 2.2 A and AA: one line for each rule with the places it concerns. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(`axe
    .run('main', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    .then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
  if (!Array.isArray(found)) throw new Error('axe has not answered');
  return found.map(String);
}
