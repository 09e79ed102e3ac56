import { accessible, expect, fits, test } from './room';

const card = (page: Parameters<typeof accessible>[0], id: string) => page.locator(`section#${id}`);

test('an exchange is broken and mended, and the region says so', async ({ page }) => {
  await page.goto('/region');
  const sel = card(page, 'SEL');
  await expect(sel).toContainText('Breaker');
  await sel.getByRole('button', { name: 'Switch off' }).click();
  await expect(sel).toContainText('Switched off');
  const ask = page.getByRole('button', { name: 'Ask for Ada Okafor’s record' });
  await ask.click();
  await expect(page.getByRole('region', { name: 'Watch a record degrade and recover' })).toContainText('South East London could not be reached');
  await expect(sel).toContainText('Failed at');
  await expect(sel).toContainText(/of which [1-9]\d* failed/);
  await sel.getByRole('button', { name: 'Make well' }).click();
  await ask.click();
  await expect(page.getByRole('region', { name: 'Watch a record degrade and recover' })).toContainText('All five exchanges answered in full');
});

test('every fault can be chosen, with a sentence, and the latency set by keyboard', async ({ page }) => {
  await page.goto('/region');
  const nel = card(page, 'NEL');
  await expect.poll(() => nel.getByLabel('Demo fault').locator('option').count()).toBeGreaterThanOrEqual(18);
  await nel.getByLabel('Demo fault').selectOption('html');
  await expect(nel.locator('.fault p').first()).toContainText('web page');
  await nel.getByLabel('Latency').focus();
  await page.keyboard.press('ArrowRight');
  await expect(nel.getByLabel('Demo fault')).toHaveValue('slow');
  await expect(nel.getByRole('status')).toHaveText('900 ms');
});

for (const [theme, width] of [['light', 1280], ['dark', 390]] as const) {
  test(`the region is accessible and fits, ${theme}, ${width} pixels wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/region');
    await expect(page.getByRole('group', { name: /Map of London/ })).toBeVisible();
    await expect(card(page, 'NWL')).toBeVisible();
    await accessible(page);
    await fits(page);
    // How the exchanges are differs from run to run, and with it what stands where: the picture is of what does not.
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('region', { name: 'Who shares what' })).toHaveScreenshot(`region-${theme}-${width}.png`);
  });
}
