import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RecordSystem } from './record-system';

/** How the record room knows a record system; see docs/config.yaml. */
export interface Configured {
  system: RecordSystem;
  person: 'token' | 'claim' | 'fhir';
  claim?: string;
  scopes: string[];
}

/**
 * The gateway's own program, twice: once as the demo, for its exchanges, and once over these exchanges with a configuration
 * file, in mode tokens, opened by record systems alone.
 */
export class Programs {
  readonly url: string;
  readonly #running: ChildProcess[];
  readonly #folder: string;

  private constructor(url: string, running: ChildProcess[], folder: string) {
    this.url = url;
    this.#running = running;
    this.#folder = folder;
  }

  static async start(configured: Configured[]): Promise<Programs> {
    const folder = mkdtempSync(join(tmpdir(), 'explorer-smart-'));
    const running: ChildProcess[] = [];
    try {
      const program = join(folder, 'server');
      execFileSync('go', ['build', '-o', program, '../../cmd/server'], { stdio: 'inherit' });
      const [demo, demoSays] = await begin(program, ['-listen', '127.0.0.1:0', '-admin', 'off'], { ...process.env, TMPDIR: folder }, /Switch an exchange off/);
      running.push(demo);
      const exchanges = [...demoSays.matchAll(/^ {2}(NEL|SEL|SWL|NCL|NWL) .* (https:\S+)$/gm)].map(([, id, url]) => ({ id: id!, url: url! }));
      if (exchanges.length !== 5) {
        throw new Error(`The demo names ${exchanges.length} exchanges.`);
      }
      const caFile = join(folder, readdirSync(folder).find((name) => name.startsWith('gateway-demo-'))!, 'exchanges-ca.pem');
      const file = join(folder, 'gateway.yaml');
      writeFileSync(join(folder, 'keys'), `k1 ${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
      writeFileSync(join(folder, 'relationships.csv'), 'odsCode,nhsNumber,relationship\nRRV,999*,encounter\n', { mode: 0o600 });
      writeFileSync(file, configuration(configured, exchanges, caFile), { mode: 0o600 });
      const [gateway, says] = await begin(program, ['-config', file, '-listen', '127.0.0.1:0', '-admin', 'off'], process.env, /Record +(\S+)\/record/);
      running.push(gateway);
      const url = /Record +(\S+)\/record/.exec(says)![1]!;
      configured.forEach(({ system }) => { system.viewer = `${url}/record`; });
      return new Programs(url, running, folder);
    } catch (problem) {
      await end(running, folder);
      throw problem;
    }
  }

  close(): Promise<void> {
    return end(this.#running, this.#folder);
  }
}

async function end(running: ChildProcess[], folder: string): Promise<void> {
  await Promise.all(running.map((child) => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM'); })));
  rmSync(folder, { recursive: true, force: true });
}

/** Starts a program, and waits until it has said something. */
function begin(program: string, options: string[], env: NodeJS.ProcessEnv, until: RegExp): Promise<[ChildProcess, string]> {
  const child = spawn(program, options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((done, failed) => {
    let says = '';
    const hear = (chunk: Buffer) => {
      says += chunk.toString();
      if (until.test(says)) {
        done([child, says]);
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => failed(new Error(`The program ended: ${says}`)));
    child.once('error', failed);
  });
}

/** JSON is YAML. */
function configuration(configured: Configured[], exchanges: { id: string; url: string }[], caFile: string): string {
  const searches: Record<string, string> = { NEL: 'chained', SEL: 'logical', SWL: 'local', NCL: 'chained', NWL: 'local' };
  return JSON.stringify({
    access: {
      mode: 'tokens',
      issuers: Object.fromEntries(
        configured.map(({ system }, place) => [`system${place}`, {
          url: system.loginOrigin, jwks: `${system.loginOrigin}/keys`, audiences: ['https://gateway.example'], clients: [system.client], roles: { doctor: 'doctor' },
        }]),
      ),
      relationships: 'relationships.csv',
      optOut: { file: 'opt-out.db' },
    },
    audit: { file: 'audit.db', keysFile: 'keys', headFile: 'audit.head' },
    explorer: {
      smart: configured.map(({ system, person, claim, scopes }) => ({
        issuer: system.issuer, client: system.client, scopes, authorisation: system.loginOrigin, person, ...(claim === undefined ? {} : { claim }),
      })),
    },
    exchanges: Object.fromEntries(exchanges.map(({ id, url }) => [id, { url, search: searches[id], caFile }])),
  });
}
