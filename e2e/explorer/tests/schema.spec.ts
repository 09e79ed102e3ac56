import { readFile } from 'node:fs/promises';

import { accessible, expect, fits, test } from './room';

test('a type is found, followed, and told with its mapping', async ({ page }) => {
  await page.goto('/schema');
  await page.getByLabel('Find a type or field').fill('criticality');
  await page.getByRole('list', { name: 'Types' }).getByRole('button', { name: 'Allergy', exact: true }).click();
  const words = page.getByRole('region', { name: /^Allergy \(object\)/ });
  await expect(words).toContainText('UKCore-AllergyIntolerance');
  await words.getByRole('button', { name: 'Criticality!' }).click();
  await expect(page.getByRole('region', { name: /^Criticality \(enum\)/ })).toContainText('UNABLE_TO_ASSESS');
  expect(new URL(page.url()).hash).toBe('#Criticality');
});

test('the whole graph is there, and is zoomed', async ({ page }) => {
  await page.goto('/schema');
  await page.getByRole('button', { name: 'Whole graph' }).click();
  const picture = page.getByRole('region', { name: 'Whole graph' });
  await expect(picture.getByRole('link', { name: 'Patient', exact: true })).toBeVisible();
  expect(await picture.getByRole('link').count()).toBeGreaterThan(100);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(picture.locator('svg > g')).toHaveAttribute('transform', /scale\(1\.6\)/);
  await accessible(page);
});

test('the contract is downloaded, and its changes are told', async ({ page }) => {
  await page.goto('/schema');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download SDL' }).click();
  expect(await readFile((await (await download).path())!, 'utf8')).toContain('type Patient');
  await expect(page.getByText('Nothing in this contract is deprecated.')).toBeVisible();
  await page.getByText('From 2026-11-24 to this gateway').click();
  await expect(page.getByText('Subscription was added.')).toBeVisible();
});

for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 390]] as const) {
  test(`the schema is accessible and fits, ${theme}, ${width} pixels wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/schema#Exchange');
    await expect(page.getByRole('region', { name: /^Exchange \(object\)/ })).toBeVisible();
    await accessible(page);
    await fits(page);
    await expect(page).toHaveScreenshot(`schema-${theme}-${width}.png`);
  });
}
