import { allOk, badRequest, getStatus, notFound } from '@medplum/core';
import { createServer } from 'node:http';

import { capabilityStatement } from './capability.mjs';
import { Pages } from './paging.mjs';

const BASE_PATH = '/fhir/R4';
const BODY_LIMIT = 1 << 20;
const FORM = 'application/x-www-form-urlencoded';

/**
 * Puts Medplum's router on HTTP, read only: read, search by GET and POST, batch, metadata. The
 * server listens nowhere yet; base() is its address once it does.
 */
export function fhirServer({ router, repo, resourceTypes, pageSize }) {
  const pages = new Pages(pageSize);
  const server = createServer(async (request, response) => {
    const [outcome, resource] = await answer(request).catch((error) => [badRequest(error.message)]);
    response.writeHead(getStatus(outcome), { 'Content-Type': 'application/fhir+json; charset=utf-8' });
    response.end(JSON.stringify(resource ?? outcome));
  });
  return { server, base };

  function base() {
    return `http://127.0.0.1:${server.address().port}${BASE_PATH}`;
  }

  async function answer(request) {
    const url = new URL(request.url, 'http://127.0.0.1');
    const [first, second, ...path] = url.pathname.split('/').filter(Boolean);
    if (`/${first}/${second}` !== BASE_PATH) {
      return [notFound];
    }
    switch (`${request.method} ${path.length}`) {
      case 'GET 1':
        return path[0] === 'metadata'
          ? [allOk, capabilityStatement(base(), resourceTypes)]
          : search(path[0], lists(url.searchParams));
      case 'GET 2':
        return ask('GET', path.join('/'));
      case 'POST 0':
        return ask('POST', '', JSON.parse(await read(request)));
      case 'POST 2':
        return path[1] === '_search' ? searchByForm(request, path[0], url.searchParams) : [notFound];
      default:
        return [notFound];
    }
  }

  async function searchByForm(request, type, inAddress) {
    if (!request.headers['content-type']?.startsWith(FORM)) {
      return [badRequest(`a search is posted as ${FORM}`)];
    }
    const form = new URLSearchParams(await read(request));
    return search(type, lists([...inAddress, ...form]));
  }

  async function search(type, { _page: [token] = [], ...parameters }) {
    const page = token === undefined ? pages.first(type, parameters) : pages.at(type, token);
    if (page === undefined) {
      return [notFound];
    }
    const body = { ...page.parameters, _count: [String(page.count)], _offset: [String(page.offset)] };
    const [outcome, bundle] = await ask('POST', `${type}/_search`, body);
    return bundle === undefined ? [outcome] : [outcome, pages.link(bundle, page, base())];
  }

  function ask(method, url, body) {
    return router.handleRequest({ method, url, body, pathname: '', params: {}, query: {} }, repo);
  }
}

/** Query parameters as Medplum takes them: each name with the list of its values. */
function lists(parameters) {
  const all = Object.create(null);
  for (const [name, value] of parameters) {
    (all[name] ??= []).push(value);
  }
  return all;
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new Error(`a body is ${BODY_LIMIT} bytes at most`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
