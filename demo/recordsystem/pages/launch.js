// The launched page: finishes SMART App Launch and asks the gateway. All text from elsewhere is set as text, never as HTML.
'use strict';

const told = document.body.dataset;
const launchKey = 'london-care-record.launch';
const authority = '/demo/authority'; // on our own origin: the same server that told.issuer names
const here = location.origin + location.pathname;

const byId = (id) => document.getElementById(id);

/** A sentence for the reader: what went wrong, and nothing of how. */
class Trouble extends Error {}

async function start() {
  const query = new URLSearchParams(location.search);
  // Neither a code nor a launch stays in the address or in the history.
  history.replaceState(null, '', location.pathname);
  if (query.has('launch')) return begin(query);
  if (query.has('code') || query.has('error')) await finish(query);
  const token = stored();
  if (!token) throw new Trouble('No record is open here, or the token has expired. Open a person in the record system.');
  await show(token);
}

/** A launch: goes to the authority with a challenge whose verifier stays in this tab. */
async function begin(query) {
  if (query.get('iss') !== told.issuer) throw new Trouble('This launch is from an issuer that is not known here.');
  if (!window.isSecureContext) throw new Trouble('The browser allows a launch over https or on this machine (127.0.0.1, localhost) only.');
  sessionStorage.removeItem(told.tokenKey); // of the person who was open before
  const kept = { verifier: random(), state: random(), nonce: random() };
  sessionStorage.setItem(launchKey, JSON.stringify(kept));
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(kept.verifier));
  const asked = new URLSearchParams({
    response_type: 'code', client_id: told.client, redirect_uri: here, aud: told.audience, launch: query.get('launch'),
    scope: 'launch openid profile patient/*.rs', state: kept.state, nonce: kept.nonce,
    code_challenge: base64url(new Uint8Array(sum)), code_challenge_method: 'S256',
  });
  location.replace(`${authority}/authorize?${asked}`);
  return new Promise(() => {}); // the page is left
}

/** The way back: a code for a token. */
async function finish(query) {
  const kept = JSON.parse(sessionStorage.getItem(launchKey) ?? 'null');
  sessionStorage.removeItem(launchKey);
  if (!kept || query.get('state') !== kept.state || query.get('iss') !== told.issuer) {
    throw new Trouble('This answer belongs to no launch of this tab. Open the person again in the record system.');
  }
  if (query.has('error')) throw new Trouble(query.get('error_description') ?? 'The record system refused the launch.');
  const response = await fetch(`${authority}/token`, {
    method: 'POST', cache: 'no-store', referrerPolicy: 'no-referrer', credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code', code: query.get('code'), client_id: told.client, redirect_uri: here, code_verifier: kept.verifier,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Trouble(answer.error_description ?? 'The record system gave no token.');
  const who = claims(answer.id_token);
  if (who.nonce !== kept.nonce || who.iss !== told.issuer || ![who.aud].flat().includes(told.client)) {
    throw new Trouble('The token that came back belongs to another launch.');
  }
  sessionStorage.setItem(told.tokenKey, JSON.stringify({
    accessToken: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000,
    name: who.name, title: who.title, organisation: who.organisation_name, purpose: who.purpose,
  }));
}

function stored() {
  const token = JSON.parse(sessionStorage.getItem(told.tokenKey) ?? 'null');
  if (token && token.expiresAt > Date.now()) return token;
  sessionStorage.removeItem(told.tokenKey);
  return null;
}

async function show(token) {
  const asker = [token.name, token.title, token.organisation].filter(Boolean).join(', ');
  byId('who').textContent = `${asker}; purpose: ${token.purpose}`;
  const answer = await ask(token);
  list('errors', (answer.errors ?? []).map((e) => e.message));
  byId('problems').hidden = !answer.errors?.length;
  const person = answer.data?.launchPatient;
  if (!person) {
    byId('name').textContent = 'No record is shown';
    byId('status').textContent = 'The gateway gave no record of the person whom you opened.';
    return;
  }
  describe(person);
  byId('status').textContent = 'The record is open.';
  byId('record').hidden = false;
}

async function ask(token) {
  const query = await (await fetch('/demo/launch/emergency.graphql', { cache: 'no-store' })).text();
  const response = await fetch('/graphql', {
    method: 'POST', cache: 'no-store', referrerPolicy: 'no-referrer', credentials: 'omit',
    headers: {
      'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json;q=0.9',
      Authorization: `Bearer ${token.accessToken}`,
    },
    body: JSON.stringify({ query }),
  });
  try {
    return await response.json();
  } catch {
    throw new Trouble(`The gateway answered ${response.status} without a GraphQL response.`);
  }
}

// What may be said about allergies as a whole. Anything else is shown as it came.
const statements = {
  CONFLICTING: 'The sources contradict each other: one denies what another records.',
  RECORDED: 'Allergies or intolerances are recorded.',
  UNKNOWN: 'Not known: nothing active was found, but not everything could be seen.',
  ONLY_INACTIVE: 'Only inactive or resolved allergies are recorded.',
  NO_KNOWN_ALLERGIES: 'No known allergies: so it is recorded.',
  PARTLY_NEGATED: 'Only some sorts of allergy are denied; of the others nothing is recorded.',
  NOTHING_RECORDED: 'Nothing is recorded, neither an allergy nor that there is none.',
};

const sections = {
  demographics: 'Name and address', allergies: 'Allergies', alerts: 'Alerts', medications: 'Medicines', conditions: 'Conditions',
  investigations: 'Investigations', observations: 'Measurements and findings', procedures: 'Procedures', immunisations: 'Immunisations',
  encounters: 'Encounters', referrals: 'Referrals', appointments: 'Appointments', documents: 'Documents', assessments: 'Assessments',
  carePlans: 'Care plans', careTeam: 'Care team',
};

function describe(person) {
  byId('name').textContent = person.name?.text ?? 'Name not known';
  byId('person').textContent = `NHS number ${person.nhsNumber.replace(/^(...)(...)/, '$1 $2 ')}, born ${person.birthDate ?? '(not known)'}.` +
    (person.identity?.state === 'CONFLICT' ? ' An exchange holds somebody else under this number: it is kept out.' : '') +
    (person.restricted ? ' This record is restricted.' : '');
  const withheld = [];
  const missing = [];
  for (const [field, title] of Object.entries(sections)) {
    const completeness = field === 'demographics' ? person.demographics : person[field]?.completeness;
    if (!completeness) {
      missing.push(`${title}: the gateway gave no answer.`);
      continue;
    }
    const kept = reasons(title, completeness);
    withheld.push(...kept);
    if (!completeness.complete && (kept.length === 0 || completeness.sources.some(isGap))) missing.push(`${title}: ${completeness.summary}`);
  }
  list('withheld', withheld);
  byId('withheld-none').hidden = withheld.length > 0;
  list('missing', missing);
  byId('missing-none').hidden = missing.length > 0;
  byId('missing-none').textContent = withheld.length > 0 ? 'Nothing beside what is withheld.' : 'Nothing: every connected exchange answered in full.';
  describeAllergies(person.allergies);
}

const seen = ['COMPLETE', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'];

/** Whether something is unseen for another reason than that it is withheld. */
function isGap(source) {
  return source.state !== 'WITHHELD' && !seen.includes(source.state);
}

/** One sentence for each reason for which a section is withheld, with the exchanges that it keeps back. */
function reasons(title, completeness) {
  const exchanges = new Map();
  for (const source of completeness.sources.filter((s) => s.state === 'WITHHELD')) {
    const why = source.detail ?? completeness.summary;
    exchanges.set(why, [...(exchanges.get(why) ?? []), source.exchange.id]);
  }
  return [...exchanges].map(([why, ids]) => `${title} (${ids.join(', ')}): ${why}`);
}

function describeAllergies(allergies) {
  if (!allergies) {
    byId('statement').textContent = 'Not known: the gateway gave no answer about allergies.';
    byId('completeness').textContent = '';
    list('allergies', []);
    return;
  }
  // What is withheld from the reader is not to be read as a finding.
  const states = allergies.completeness.sources.map((s) => s.state);
  const hidden = states.includes('WITHHELD') && states.every((s) => ['WITHHELD', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'].includes(s));
  byId('statement').textContent = hidden ? 'Withheld from you: nothing can be said here about allergies.' :
    statements[allergies.statement] ?? allergies.statement;
  byId('completeness').textContent = allergies.completeness.summary;
  list('allergies', allergies.entries.map((a) => `${a.code.text}: ${a.statusText}, criticality ${a.criticality.toLowerCase().replaceAll('_', ' ')}`));
}

function list(id, sentences) {
  byId(id).replaceChildren(...sentences.map((sentence) => {
    const item = document.createElement('li');
    item.textContent = sentence;
    return item;
  }));
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The claims of an ID token. It came straight from the token endpoint, so its signature need not be checked (OpenID Connect Core, 3.1.3.7). */
function claims(token) {
  const part = (token ?? '').split('.')[1] ?? '';
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Trouble('The record system gave no identity.');
  }
}

start().catch((problem) => {
  byId('name').textContent = 'The record could not be opened';
  byId('status').textContent = problem instanceof Trouble ? problem.message : 'Something went wrong on the way. Open the person again in the record system.';
});
