import { test as base, expect, type Page } from '@playwright/test';

import { accessible, ADA, fits, section, strip, whole } from './room';
import { Programs } from './smart/programs';
import { RecordSystem } from './smart/record-system';

/** A gateway that is no demo, and the record systems that may open it, each of which says in another place whom. */
interface Region {
  gateway: string;
  hospital: RecordSystem;
  clinic: RecordSystem;
  practice: RecordSystem;
}

const test = base.extend<{ room: Page }, { region: Region }>({
  region: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const systems = await Promise.all([
        RecordSystem.start({ inToken: true, scope: 'launch openid profile patient/*.rs', life: 300 }, 'RRV'),
        RecordSystem.start({ inToken: false, scope: 'launch openid user/*.rs patient/Patient.rs', life: 300 }, 'RRV'),
        RecordSystem.start({ inToken: true, scope: 'launch openid patient/*.rs', life: 300, claim: 'nhs_number' }, 'RRV'),
      ]);
      const [hospital, clinic, practice] = systems;
      const programs = await Programs.start([
        { system: hospital, person: 'token', scopes: ['launch', 'openid', 'profile', 'patient/*.rs'] },
        { system: clinic, person: 'fhir', scopes: ['launch', 'openid', 'user/*.rs', 'patient/Patient.rs'] },
        { system: practice, person: 'claim', claim: 'nhs_number', scopes: ['launch', 'openid', 'patient/*.rs'] },
      ]);
      await use({ gateway: programs.url, hospital, clinic, practice });
      await programs.close();
      await Promise.all(systems.map((system) => system.close()));
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  /** A page of which each test also holds what it asked of whom, and that nothing secret was in an address or is kept. */
  room: async ({ page, region }, use) => {
    const known = [region.gateway, ...[region.hospital, region.clinic, region.practice].flatMap((one) => [one.fhirOrigin, one.loginOrigin])];
    const kept = [region.hospital, region.clinic, region.practice].map((one) => ({ ...one.habits }));
    const wrong: string[] = [];
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (problem) => wrong.push(problem.message));
    page.on('request', (request) => {
      const url = decodeURIComponent(request.url());
      if (!known.some((origin) => url.startsWith(`${origin}/`)) && !/^data:/.test(url)) {
        wrong.push(`asked elsewhere: ${url}`);
      }
      if (/999\D{0,3}\d{3}\D{0,3}\d{4}/.test(url) || /eyJ/.test(url)) {
        wrong.push(`an NHS number or a token in an address: ${new URL(url).pathname}`);
      }
    });
    await use(page);
    const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, location.search]));
    expect(stored).not.toMatch(/eyJ|verifier|code=/);
    expect(wrong).toEqual([]);
    [region.hospital, region.clinic, region.practice].forEach((one, place) => { one.habits = kept[place]!; });
  },
});

const problem = (page: Page) => page.getByRole('alert').first();

for (const name of ['hospital', 'clinic', 'practice'] as const) {
  test(`the ${name}’s record system opens the record of its person, with no login and no search`, async ({ room, region }) => {
    const asked: string[] = [];
    room.on('request', (request) => request.url().endsWith('/graphql') && asked.push(request.headers()['authorization'] ?? ''));
    await room.goto(region.gateway + region[name].address(ADA.replaceAll(' ', '')));
    await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeVisible();
    await whole(room);
    await expect(strip(room).getByRole('status')).toContainText('All five exchanges answered in full');
    await expect(section(room, 'Allergies')).toContainText('No known allergies');
    await expect(room.getByRole('banner')).toContainText('Asking as Dr Test Doctor');
    expect(new URL(room.url()).pathname + new URL(room.url()).search).toBe('/record');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((header) => header.startsWith('Bearer eyJ'))).toBe(true);
    // Nothing of another room is served, and no link leads there.
    await expect(room.getByRole('navigation', { name: 'Rooms' }).getByRole('link')).toHaveCount(1);
    expect((await room.request.get(`${region.gateway}/`)).status()).toBe(404);
  });
}

test('the policy lets the room ask the configured record systems and nobody else', async ({ region, request }) => {
  const policy = (await request.get(`${region.gateway}/record`)).headers()['content-security-policy'] ?? '';
  const allowed = [region.hospital, region.clinic, region.practice].flatMap((one) => [one.fhirOrigin, one.loginOrigin]);
  expect(/connect-src ([^;]*)/.exec(policy)?.[1]).toBe(["'self'", ...allowed].join(' '));
});

test('an issuer that is not configured is not gone to', async ({ room, region }) => {
  const stranger = await RecordSystem.start(region.hospital.habits, 'RRV');
  await room.goto(region.gateway + stranger.address('9990000018'));
  await expect(problem(room)).toContainText('from an issuer that is not known here');
  expect(new URL(room.url()).search).toBe('');
  expect(stranger.requests).toEqual([]);
  await stranger.close();
});

test('an issuer that differs by a letter is another', async ({ room, region }) => {
  await room.goto(`${region.gateway}/record?${new URLSearchParams({ iss: `${region.hospital.issuer}/`, launch: region.hospital.launch('9990000018') })}`);
  await expect(problem(room)).toContainText('from an issuer that is not known here');
});

test('an answer with another state opens nothing, and its code is not used', async ({ room, region }) => {
  region.hospital.habits = { ...region.hospital.habits, state: 'forged' };
  const before = region.hospital.requests.length;
  await room.goto(region.gateway + region.hospital.address('9990000018'));
  await expect(problem(room)).toContainText('belongs to no launch of this tab');
  expect(region.hospital.requests.slice(before).map(({ url }) => url)).not.toContain('/token');
});

test('a code that this tab did not ask for opens nothing', async ({ room, region }) => {
  const before = region.hospital.requests.length;
  await room.goto(`${region.gateway}/record?code=stolen&state=guessed`);
  await expect(problem(room)).toContainText('belongs to no launch of this tab');
  expect(region.hospital.requests.length).toBe(before);
  expect(new URL(room.url()).search).toBe('');
});

test('a token whose identity belongs to another launch is not used', async ({ room, region }) => {
  region.hospital.habits = { ...region.hospital.habits, nonce: 'another' };
  let asked = 0;
  room.on('request', (request) => { asked += request.url().endsWith('/graphql') ? 1 : 0; });
  await room.goto(region.gateway + region.hospital.address('9990000018'));
  await expect(problem(room)).toContainText('Open the person again in the record system');
  expect(asked).toBe(0);
});

test('a token endpoint elsewhere is given no code', async ({ room, region }) => {
  const thief = await RecordSystem.start(region.hospital.habits, 'RRV');
  region.hospital.habits = { ...region.hospital.habits, tokenEndpoint: `${thief.loginOrigin}/token` };
  await room.goto(region.gateway + region.hospital.address('9990000018'));
  await expect(problem(room)).toContainText('names an address that this gateway does not trust');
  expect(thief.requests).toEqual([]);
  await thief.close();
});

test('a refusal of the record system is shown in its words', async ({ room, region }) => {
  region.hospital.habits = { ...region.hospital.habits, refuses: 'You are not signed in.' };
  await room.goto(region.gateway + region.hospital.address('9990000018'));
  await expect(problem(room)).toContainText('You are not signed in.');
  await accessible(room);
});

test('a launch that has ended says so, and nothing is asked with its token', async ({ room, region }) => {
  region.practice.habits = { ...region.practice.habits, life: 6 };
  await room.goto(region.gateway + region.practice.address('9990000018'));
  await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeVisible();
  await whole(room);
  await expect(room.getByRole('heading', { name: 'The launch has ended' })).toBeVisible();
  await expect(problem(room)).toContainText('What is shown was asked for at');
  await accessible(room);
  let asked = 0;
  room.on('request', (request) => { asked += request.url().endsWith('/graphql') ? 1 : 0; });
  await room.getByRole('button', { name: 'Ask again' }).click();
  await expect(room.getByRole('heading', { name: 'The record could not be opened' })).toBeVisible();
  await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeHidden();
  expect(asked).toBe(0);
});

test('the gateway refuses a token that has ended, whatever the page believes', async ({ region, request }) => {
  const { hospital } = region;
  const before = hospital.habits;
  hospital.habits = { ...before, life: -60 };
  const answer = await request.post(`${region.gateway}/graphql`, {
    headers: { Authorization: `Bearer ${await tokenOf(hospital, region.gateway)}` }, data: { query: '{ launchPatient { birthDate } }' },
  });
  hospital.habits = before;
  expect(JSON.stringify(await answer.json())).toContain('UNAUTHENTICATED');
});

test('a page that is loaded again has no token, and does not open what was open', async ({ room, region }) => {
  await room.goto(region.gateway + region.practice.address('9990000018'));
  await whole(room);
  await room.reload();
  await expect(problem(room)).toContainText('keeps no token');
  await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeHidden();
  await expect(room.getByLabel('NHS number')).toHaveCount(0);
});

test('a second launch in the same tab opens the second person', async ({ room, region }) => {
  await room.goto(region.gateway + region.hospital.address('9990000018'));
  await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeVisible();
  await room.goto(region.gateway + region.practice.address('9990000026'));
  await expect(room.getByRole('heading', { name: 'TEAGUE, Brian (Mr)' })).toBeVisible();
  await whole(room);
});

test('whoever is launched on one person may not look at another', async ({ room, region }) => {
  await room.goto(region.gateway + region.practice.address('9990000018'));
  await whole(room);
  await room.getByRole('button', { name: 'Open another person' }).click();
  await room.getByLabel('NHS number').fill('999 000 0026');
  await room.getByRole('button', { name: 'Open record' }).click();
  await expect(room.getByRole('heading', { name: 'The record could not be opened' })).toBeVisible();
  await room.getByRole('button', { name: 'Open another person' }).click();
  await room.getByRole('button', { name: 'Open the person whom you were launched on' }).click();
  await expect(room.getByRole('heading', { name: 'OKAFOR, Ada (Mrs)' })).toBeVisible();
});

for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]] as const) {
  test(`without a launch the page says where records open from, ${theme}, ${width} pixels wide`, async ({ room, region }) => {
    await room.emulateMedia({ colorScheme: theme });
    await room.setViewportSize({ width, height: 900 });
    await room.goto(`${region.gateway}/record`);
    await expect(room.getByText('This page has no login and no search of its own')).toBeVisible();
    await expect(room.getByLabel('NHS number')).toHaveCount(0);
    await expect(room.getByText('Synthetic data')).toHaveCount(0);
    await accessible(room);
    await fits(room);
    await expect(room).toHaveScreenshot(`smart-waiting-${theme}-${width}.png`);
    if (theme === 'dark') {
      await room.goto(region.gateway + region.hospital.address('9990000018'));
      await whole(room);
      await accessible(room);
      await fits(room);
    }
  });
}

/** A token of a launch, taken as a program takes it. */
async function tokenOf(system: RecordSystem, gateway: string): Promise<string> {
  const verifier = 'v'.repeat(43);
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString('base64url');
  const asked = new URLSearchParams({
    response_type: 'code', client_id: system.client, redirect_uri: `${gateway}/record`, aud: system.issuer, launch: system.launch('9990000018'), scope: 'launch openid',
    state: 's', nonce: 'n', code_challenge: challenge, code_challenge_method: 'S256',
  });
  const back = await fetch(`${system.loginOrigin}/authorize?${asked}`, { redirect: 'manual' });
  const code = new URL(back.headers.get('Location')!).searchParams.get('code') ?? '';
  const answer = await fetch(`${system.loginOrigin}/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code, client_id: system.client, redirect_uri: `${gateway}/record`, code_verifier: verifier }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
