import { accessible, expect, fits, test } from './room';

type Page = Parameters<typeof accessible>[0];

async function run(page: Page, tab?: string): Promise<void> {
  if (tab !== undefined) {
    await page.getByRole('tab', { name: tab }).click();
  }
  await expect(page.locator('.graphiql-query-editor .view-line').first()).toBeVisible();
  // The editor takes a click only when it has all its parts: what counts is that an answer comes.
  await expect(async () => {
    const asked = page.waitForResponse((response) => response.url().endsWith('/graphql') && !(response.request().postData() ?? '').includes('Introspection'), { timeout: 3000 });
    await page.getByRole('button', { name: /Execute query/ }).click();
    await asked;
  }).toPass();
}

const answer = (page: Page) => page.locator('.result-window');
const gaps = (page: Page) => page.getByRole('status', { name: 'Completeness' });

test('an example is asked, and what it cannot show stands beside the answer', async ({ page }) => {
  await page.goto('/');
  await run(page);
  await expect(answer(page)).toContainText('CONFLICTING');
  await expect(gaps(page)).toContainText('Complete (1 of 1)');
  await expect(gaps(page)).toContainText('Asked without completeness, so that an empty list says nothing: patient.medications');
  await page.request.post('/demo/exchanges/SEL/fault', { data: { fault: 'down' } });
  await run(page, 'StrokeUnit');
  await expect(gaps(page)).toContainText('Incomplete (1 of 1)');
  await expect(gaps(page)).toContainText('South East London could not be reached');
});

test('a question of one’s own is asked with the chosen caller’s token', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Ask as').selectOption('social-worker');
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql') && (request.postData() ?? '').includes('EmergencyDepartment'));
  await run(page);
  expect((await asked).headers()['authorization']).toMatch(/^Bearer /);
  await expect(answer(page)).toContainText('UNKNOWN');
});

test('the token that a question goes with stands in the Headers tab, and follows the caller, the person and the tab', async ({ page }) => {
  const headers = () => page.locator('.graphiql-editor-tool .graphiql-editor').filter({ has: page.locator('.view-lines') }).locator('visible=true').innerText();
  const subject = async () => {
    const token = /Bearer\s+([\w-]+\.[\w-]+)/.exec((await headers()).replaceAll(/\s*\n\s*/g, ''))?.[1]?.split('.')[1];
    return token === undefined ? null : (JSON.parse(Buffer.from(token, 'base64url').toString()) as { sub: string; patient?: string });
  };
  await page.goto('/');
  await page.getByRole('button', { name: 'Headers' }).click();
  await expect(page.locator('.graphiql-query-editor .view-line').first()).toBeVisible();
  await page.getByLabel('Ask as').selectOption('social-worker');
  await expect.poll(async () => (await subject())?.sub).toBe('social-worker');
  await page.getByLabel('Ask as').selectOption('stroke-nurse');
  await expect.poll(async () => (await subject())?.sub).toBe('stroke-nurse');
  expect((await subject())?.patient).toBe('9990000018');
  // A question about another person goes with that person's token, whatever stood there before.
  await page.getByRole('tab', { name: 'StrokeUnit' }).click();
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql') && (request.postData() ?? '').includes('query StrokeUnit'));
  await run(page);
  const sent = (await asked).headers()['authorization'] ?? '';
  await expect.poll(async () => (await headers()).replaceAll(/\s/g, '')).toContain(sent.replace(' ', '').slice(0, 60));
  const claims = JSON.parse(Buffer.from(sent.split('.')[1]!, 'base64url').toString()) as { sub: string; patient?: string };
  expect(claims).toMatchObject({ sub: 'stroke-nurse', patient: '9990000026' });
  // It is kept nowhere.
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain('eyJ');
  await page.getByLabel('Ask as').selectOption('');
  await expect.poll(subject).toBeNull();
});

test('a header that somebody typed is sent and left alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('.graphiql-query-editor .view-line').first()).toBeVisible();
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('.graphiql-editor-tool .view-lines').locator('visible=true').click();
  await page.keyboard.insertText('{"Authorization": "Bearer typed.by.hand"}');
  await page.getByLabel('Ask as').selectOption('gp');
  page.removeAllListeners('console');
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql') && (request.postData() ?? '').includes('EmergencyDepartment'));
  await run(page);
  expect((await asked).headers()['authorization']).toBe('Bearer typed.by.hand');
  await expect(page.locator('.result-window')).toContainText('UNAUTHENTICATED');
});

test('without a choice no token is sent', async ({ page }) => {
  await page.goto('/');
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql') && (request.postData() ?? '').includes('EmergencyDepartment'));
  await run(page);
  expect((await asked).headers()['authorization']).toBeUndefined();
});

test('the history keeps demo people only', async ({ page }) => {
  await page.goto('/');
  await run(page);
  await expect(answer(page)).toContainText('CONFLICTING');
  const kept = () => page.evaluate(() => Object.entries({ ...localStorage }).filter(([key]) => /queries/.test(key)).map(([, value]) => String(value)).join());
  await expect.poll(kept).toContain('EmergencyDepartment');
  await page.getByRole('tab', { name: 'StrokeUnit' }).click();
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('query Stranger { patient(nhsNumber: "999 102 1981") { birthDate } }');
  await run(page);
  await expect(answer(page)).toContainText('errors');
  expect(await kept()).not.toMatch(/Stranger|999 102/);
});

for (const [language, part] of [['curl', '--data-raw'], ['fetch', 'await fetch('], ['Go', 'package main'], ['TypeScript', '@london-care-record/client']] as const) {
  test(`a question is copied as ${language}`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/');
    await expect(page.locator('.graphiql-query-editor .view-line').first()).toBeVisible();
    await page.getByRole('button', { name: 'Copy as code' }).click();
    await page.getByRole('menuitem', { name: `Copy as ${language}` }).click();
    await expect(page.getByText(`Copied as ${language}`)).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain(part);
    expect(text).toContain('EmergencyDepartment');
  });
}

test('the documentation explorer opens', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await expect(page.locator('.graphiql-doc-explorer')).toContainText('Query');
});

for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 390]] as const) {
  test(`the playground is accessible and fits, ${theme}, ${width} pixels wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/');
    await run(page);
    await expect(gaps(page)).toContainText('Complete (1 of 1)');
    // GraphiQL puts the buttons of a tab inside the element that is the tab: its markup, which no setting changes.
    await accessible(page, [{ rule: 'nested-interactive', selector: '.graphiql-tab' }]);
    await fits(page);
    await page.mouse.move(0, 0);
    await expect(page).toHaveScreenshot(`playground-${theme}-${width}.png`);
  });
}
