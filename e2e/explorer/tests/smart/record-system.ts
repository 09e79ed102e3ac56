import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is asked of a record system, and how it misbehaves. */
export interface Habits {
  /** Where its access tokens say the person; nowhere, when its FHIR server does. */
  inToken: boolean;
  scope: string;
  /** Gives the NHS number in the token endpoint's answer, under this name. */
  claim?: string;
  /** How long access tokens last, in seconds; less than nothing for one that has ended. */
  life: number;
  /** A state to send back in place of the one that came. */
  state?: string;
  /** A nonce to put into the ID token in place of the one that came. */
  nonce?: string;
  /** Where discovery says that the token endpoint is. */
  tokenEndpoint?: string;
  /** Answers the authorisation request with a refusal. */
  refuses?: string;
}

interface Code {
  person: string;
  challenge: string;
  nonce: string;
  redirect: string;
}

/**
 * A record system on loopback that speaks SMART App Launch over HTTP: a FHIR server with discovery and Patients, and an
 * authorisation server on an origin of its own, which signs by ES256 and holds clients to PKCE. Patients have ids that are
 * no NHS numbers. `requests` are all that it was asked, so that a test can say what it was not asked.
 */
export class RecordSystem {
  readonly client = 'record-viewer';
  readonly requests: { method: string; url: string; body: string }[] = [];
  habits: Habits;
  viewer = '';
  #fhir!: Server;
  #login!: Server;
  readonly #key: KeyObject;
  readonly #jwk: object;
  readonly #launches = new Map<string, string>();
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, string>();
  readonly #odsCode: string;

  private constructor(habits: Habits, odsCode: string) {
    this.habits = habits;
    this.#odsCode = odsCode;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    this.#jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'ES256' };
  }

  static async start(habits: Habits, odsCode: string): Promise<RecordSystem> {
    const system = new RecordSystem(habits, odsCode);
    system.#fhir = await listen((request, response) => system.#answer(request, response, (...asked) => system.#onFhir(...asked)));
    system.#login = await listen((request, response) => system.#answer(request, response, (...asked) => system.#onLogin(...asked)));
    return system;
  }

  async close(): Promise<void> {
    await Promise.all([this.#fhir, this.#login].map((server) => new Promise((done) => { server.close(done); server.closeAllConnections(); })));
  }

  get fhirOrigin(): string {
    return origin(this.#fhir);
  }

  get loginOrigin(): string {
    return origin(this.#login);
  }

  /** The launch's iss. */
  get issuer(): string {
    return `${this.fhirOrigin}/fhir`;
  }

  /** A launch on a person, as somebody at work in the record system begins it. */
  launch(nhsNumber: string): string {
    const handle = randomBytes(16).toString('hex');
    this.#launches.set(handle, nhsNumber);
    return handle;
  }

  /** The address that the record system opens. */
  address(nhsNumber: string): string {
    return `/record?${new URLSearchParams({ iss: this.issuer, launch: this.launch(nhsNumber) })}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, handle: (url: URL, body: string, request: IncomingMessage, response: ServerResponse) => void) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString();
    this.requests.push({ method: request.method ?? '', url: request.url ?? '', body });
    // SMART asks servers to let pages of other origins ask (CORS).
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    handle(new URL(request.url ?? '/', 'http://127.0.0.1'), body, request, response);
  }

  #onFhir(url: URL, body: string, request: IncomingMessage, response: ServerResponse) {
    if (url.pathname === '/fhir/.well-known/smart-configuration') {
      json(response, 200, {
        issuer: this.loginOrigin,
        authorization_endpoint: `${this.loginOrigin}/authorize`,
        token_endpoint: this.habits.tokenEndpoint ?? `${this.loginOrigin}/token`,
        code_challenge_methods_supported: ['S256'],
        capabilities: ['launch-ehr', 'client-public', 'context-ehr-patient', 'sso-openid-connect'],
      });
      return;
    }
    const person = this.#tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (url.pathname === '/fhir/Patient/_search' && person !== undefined) {
      const asked = new URLSearchParams(body).get('_id');
      const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: person }];
      const entry = asked === idOf(person) ? [{ resource: { resourceType: 'Patient', id: asked, identifier } }] : [];
      json(response, 200, { resourceType: 'Bundle', type: 'searchset', entry });
      return;
    }
    json(response, person === undefined ? 401 : 404, { resourceType: 'OperationOutcome' });
  }

  #onLogin(url: URL, body: string, _request: IncomingMessage, response: ServerResponse) {
    switch (url.pathname) {
      case '/authorize':
        this.#authorize(url.searchParams, response);
        break;
      case '/token':
        this.#token(new URLSearchParams(body), response);
        break;
      case '/keys':
        json(response, 200, { keys: [this.#jwk] });
        break;
      default:
        json(response, 404, {});
    }
  }

  #authorize(asked: URLSearchParams, response: ServerResponse) {
    const redirect = asked.get('redirect_uri') ?? '';
    if (redirect !== this.viewer || asked.get('client_id') !== this.client) {
      json(response, 400, { error: 'not registered' });
      return;
    }
    const back = new URL(redirect);
    back.searchParams.set('state', this.habits.state ?? asked.get('state') ?? '');
    const launch = asked.get('launch') ?? '';
    const person = this.#launches.get(launch);
    this.#launches.delete(launch);
    const wellAsked =
      asked.get('response_type') === 'code' && asked.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(asked.get('code_challenge') ?? '') &&
      asked.get('aud') === this.issuer && (asked.get('scope') ?? '').split(' ').includes('launch');
    if (this.habits.refuses !== undefined || !wellAsked || person === undefined) {
      back.searchParams.set('error', this.habits.refuses === undefined ? 'invalid_request' : 'access_denied');
      back.searchParams.set('error_description', this.habits.refuses ?? 'The launch is not known.');
    } else {
      const code = randomBytes(16).toString('hex');
      this.#codes.set(code, { person, challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '', redirect });
      back.searchParams.set('code', code);
    }
    response.writeHead(303, { Location: back.href }).end();
  }

  #token(form: URLSearchParams, response: ServerResponse) {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (code === undefined || form.get('grant_type') !== 'authorization_code' || form.get('client_id') !== this.client || form.get('redirect_uri') !== code.redirect || challenge !== code.challenge) {
      json(response, 400, { error: 'invalid_grant', error_description: 'The code is not good.' });
      return;
    }
    const { inToken, scope, life, claim } = this.habits;
    const token = this.#sign('at+jwt', life, 'https://gateway.example', {
      client_id: this.client, name: 'Dr Test Doctor', organisation: 'Test hospital', ods_code: this.#odsCode, role: 'doctor', scope, purpose_of_use: 'TREAT',
      ...(inToken ? { nhs_number: code.person } : {}),
    });
    this.#tokens.set(token, code.person);
    json(response, 200, {
      access_token: token, token_type: 'Bearer', expires_in: life, scope, patient: idOf(code.person),
      ...(claim === undefined ? {} : { [claim]: code.person }),
      id_token: this.#sign('JWT', 300, this.client, { name: 'Dr Test Doctor', nonce: this.habits.nonce ?? code.nonce }),
    });
  }

  #sign(typ: string, life: number, aud: string, claims: object): string {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'ES256', kid: 'one', typ })}.${part({ iss: this.loginOrigin, sub: 'doctor-1', aud, iat: Math.min(now, now + life - 60), exp: now + life, jti: randomBytes(8).toString('hex'), ...claims })}`;
    return `${signed}.${createSign('sha256').update(signed).sign({ key: this.#key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }
}

/** A Patient's id, which says nothing of the person. */
function idOf(nhsNumber: string): string {
  return createHash('sha256').update(nhsNumber).digest('hex').slice(0, 20);
}

function json(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(handler);
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

function origin(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
