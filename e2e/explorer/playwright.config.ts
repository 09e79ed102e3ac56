import { defineConfig } from '@playwright/test';

// The rooms over the gateway's own program, which is built and started here unless GATEWAY_URL names one that runs.
const address = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:18780';

// One worker: all tests share one region, and some break it.
export default defineConfig({
  testDir: 'tests',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  reporter: 'list',
  // Pictures were looked at once; after that a few pixels in a hundred may differ, because fonts are the machine's.
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.04, animations: 'disabled' } },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  ...(process.env['GATEWAY_URL'] === undefined
    ? { webServer: { command: `go run ../../cmd/server -listen ${new URL(address).host} -admin off`, url: `${address}/playground.json`, timeout: 300_000 } }
    : {}),
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
});
