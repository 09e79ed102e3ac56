import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export const ADA = '999 000 0018';

/** Every test also holds that the page asked nothing of others, broke no policy, and put no NHS number into an address. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (problem) => wrong.push(problem.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL!) && !/^(data|blob):/.test(url)) {
        wrong.push(`asked elsewhere: ${url}`);
      }
      if (/999\D{0,3}\d{3}\D{0,3}\d{4}/.test(decodeURIComponent(url))) {
        wrong.push('an NHS number in an address');
      }
    });
    await well(page);
    await use(page);
    await well(page);
    expect(wrong).toEqual([]);
  },
});

export { expect };

/** Makes every exchange of the region well. */
async function well(page: Page): Promise<void> {
  for (const id of ['NEL', 'SEL', 'SWL', 'NCL', 'NWL']) {
    await fault(page, id, { fault: 'none' });
  }
}

export async function fault(page: Page, id: string, what: { fault: string; latencyMs?: number }): Promise<void> {
  const response = await page.request.post(`/demo/exchanges/${id}/fault`, { data: what });
  expect(response.ok()).toBe(true);
}

/** Opens somebody's record by NHS number, and waits until it is whole. */
export async function open(page: Page, nhsNumber: string): Promise<void> {
  await page.goto('/record');
  await page.getByLabel('NHS number').fill(nhsNumber);
  await page.getByRole('button', { name: 'Open record' }).click();
  await whole(page);
}

/** Waits until a record has come as far as it will. */
export async function whole(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Ask again' })).toBeEnabled();
}

export function strip(page: Page) {
  return page.getByRole('region', { name: 'The five exchanges' });
}

export function section(page: Page, name: string) {
  return page.getByRole('region', { name: new RegExp(`^${name} \\(`) });
}

/** A fault of somebody else's markup that can't be mended here: one rule, and the elements that break it. */
export interface Excuse {
  rule: string;
  selector: string;
}

/** Nothing that axe knows of WCAG 2.2 A and AA is broken, but for what is excused. An excuse for nothing fails, too. */
export async function accessible(page: Page, excused: Excuse[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const used = new Set<Excuse>();
  const broken: string[] = [];
  for (const { id, nodes } of violations) {
    for (const node of nodes) {
      const matching = await page.evaluate(
        ([target, selectors]) => selectors!.filter((selector) => document.querySelector(target as string)?.matches(selector)),
        [node.target.map(String).join(' '), excused.filter(({ rule }) => rule === id).map(({ selector }) => selector)] as [string, string[]],
      );
      const excuse = excused.find(({ rule, selector }) => rule === id && matching.includes(selector));
      if (excuse === undefined) {
        broken.push(`${id}: ${node.html.slice(0, 120)}`);
      } else {
        used.add(excuse);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(excused.filter((excuse) => !used.has(excuse))).toEqual([]);
}

/** Nothing on the page is wider than the page. */
export async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
