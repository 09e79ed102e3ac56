import { describe, expect, it } from 'vitest';

import type { SmartIssuer } from '../gateway/facts';
import { isTrusted, serverOf } from './issuer';

const hospital: SmartIssuer = {
  issuer: 'https://fhir.hospital.example/R4', client: 'viewer', scopes: ['launch'], audience: 'a', person: 'token', authorisation: 'https://login.hospital.example',
};

const told = {
  issuer: 'https://login.hospital.example', authorization_endpoint: 'https://login.hospital.example/authorize',
  token_endpoint: 'https://fhir.hospital.example/token', code_challenge_methods_supported: ['S256'],
};

function discovering(document: unknown, status = 200) {
  const asked: [string, RequestInit | undefined][] = [];
  const send = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push([String(url), init]);
    return new Response(JSON.stringify(document), { status });
  };
  return { asked, server: serverOf(hospital, 'https://gateway.example', send as typeof fetch) };
}

describe('serverOf', () => {
  it('asks the issuer’s SMART configuration, without cookies and without being led on', async () => {
    const { asked, server } = discovering(told);
    expect(await server).toMatchObject({ issuer: told.issuer, authorization_endpoint: told.authorization_endpoint, token_endpoint: told.token_endpoint });
    expect(asked[0]).toMatchObject(['https://fhir.hospital.example/R4/.well-known/smart-configuration', { credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' }]);
  });

  it.each([
    ['an authorisation elsewhere', { ...told, authorization_endpoint: 'https://elsewhere.example/authorize' }],
    ['a token endpoint elsewhere', { ...told, token_endpoint: 'https://fhir.hospital.example.elsewhere.example/token' }],
    ['another scheme', { ...told, token_endpoint: 'http://fhir.hospital.example/token' }],
    ['a script', { ...told, authorization_endpoint: 'javascript:alert(1)' }],
    ['no token endpoint', { ...told, token_endpoint: undefined }],
    ['no PKCE', { ...told, code_challenge_methods_supported: ['plain'] }],
    ['a list', [told]],
  ])('refuses %s', async (_case, document) => {
    await expect(discovering(document).server).rejects.toThrow(/record system/);
  });

  it('refuses what is no answer', async () => {
    await expect(discovering(told, 500).server).rejects.toThrow(/could not be reached/);
  });
});

describe('isTrusted', () => {
  it.each([
    ['https://fhir.hospital.example/token', true],
    ['https://login.hospital.example/a?b=c', true],
    ['https://fhir.hospital.example:8443/token', false],
    ['https://user@fhir.hospital.example/token', false],
    ['https://fhir.hospital.example/token#x', false],
    ['//fhir.hospital.example/token', false],
    ['', false],
  ])('%s: %s', (address, trusted) => {
    expect(isTrusted(address, hospital)).toBe(trusted);
  });
});
