import { readFile } from 'node:fs/promises';

import { accessible, expect, fault, fits, test } from './room';

test('the safety net tells booked, not booked and could not be told apart, and exports them', async ({ page }) => {
  await page.goto('/record');
  await page.getByRole('button', { name: 'Two-week-wait safety net' }).click();
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('alert')).toContainText('Paste at least one NHS number');
  await page.getByLabel('NHS numbers').fill('999 000 0034\n9990000026');
  await page.getByRole('button', { name: 'Check' }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('row', { name: /Fast track referral.*No appointment/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /Has an appointment/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /Brian Teague.*No such referral/ })).toBeVisible();
  await accessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const csv = await readFile((await (await download).path())!, 'utf8');
  expect(csv).toContain('"999 000 0034"');
  expect(csv).toContain('"no appointment"');

  await fault(page, 'NEL', { fault: 'down' });
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Could not be told' })).toBeVisible();
  await expect(table.getByRole('row', { name: /Brian Teague/ })).toContainText('Could not be told');
  await expect(table).not.toContainText('No such referral');
});

test('the safety net fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/record');
  await page.getByRole('button', { name: 'Two-week-wait safety net' }).click();
  await page.getByRole('button', { name: 'Paste the ten demo people' }).click();
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await fits(page);
});
