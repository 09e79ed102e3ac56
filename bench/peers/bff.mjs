// What a developer would write instead: a backend for a front end, with a loader for each exchange and type, so that many
// people cost as many searches as one. It gives each exchange's entries one after another: it stitches nothing, and does
// not say what is missing.
//
//   CLIENT=fetch|undici UPSTREAM='{"NEL":"http://..."}' node bff.mjs
import { createServer } from 'node:http';
import DataLoader from 'dataloader';
import { createSchema, createYoga } from 'graphql-yoga';
import { Agent, request } from 'undici';

const upstream = JSON.parse(process.env.UPSTREAM);
const system = 'https://fhir.nhs.uk/Id/nhs-number|';
const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/fhir+json' };
const dispatcher = new Agent({ connections: 128, keepAliveTimeout: 60_000 });

const post = {
  async fetch(url, body) {
    const res = await fetch(url, { method: 'POST', headers: form, body });
    if (!res.ok) throw new Error(`status ${res.status}`);
    return res.json();
  },
  async undici(url, body) {
    const res = await request(url, { method: 'POST', headers: form, body, dispatcher });
    if (res.statusCode !== 200) throw new Error(`status ${res.statusCode}`);
    return res.body.json();
  },
}[process.env.CLIENT];

const types = { allergies: 'AllergyIntolerance', medications: 'MedicationStatement', conditions: 'Condition', observations: 'Observation' };

const readers = {
  AllergyIntolerance: (r) => ({ concept: r.code, status: r.clinicalStatus?.coding?.[0]?.code, date: r.recordedDate, detail: r.criticality }),
  MedicationStatement: (r) => ({ concept: r.medicationCodeableConcept, status: r.status, date: r.dateAsserted, detail: r.dosage?.[0]?.text }),
  Condition: (r) => ({ concept: r.code, status: r.clinicalStatus?.coding?.[0]?.code, date: r.onsetDateTime, detail: null }),
  Observation: (r) => ({ concept: r.code, status: r.status, date: r.effectiveDateTime, detail: null, value: r.valueQuantity && `${r.valueQuantity.value} ${r.valueQuantity.unit}` }),
};

/** search gives the entries of one type at one exchange for each of these people, in their order. */
async function search(exchange, type, numbers) {
  const tokens = numbers.map((n) => system + n).join(',');
  const bundle = await post(`${upstream[exchange]}/${type}/_search`, new URLSearchParams({ 'patient.identifier': tokens }).toString());
  const of = new Map(numbers.map((n) => [`Patient/p${n}`, []]));
  for (const { resource } of bundle.entry ?? []) {
    const { concept, value = null, ...rest } = readers[type](resource);
    of.get((resource.patient ?? resource.subject)?.reference)?.push({
      id: resource.id, code: concept?.coding?.[0]?.code, text: concept?.text, value, exchange, ...rest,
    });
  }
  return numbers.map((n) => of.get(`Patient/p${n}`));
}

const exchanges = Object.keys(upstream);

function loaders() {
  const made = new Map();
  return (exchange, type) => {
    const key = `${exchange} ${type}`;
    if (!made.has(key)) made.set(key, new DataLoader((numbers) => search(exchange, type, numbers)));
    return made.get(key);
  };
}

const section = (type) => async ({ nhsNumber }, _, { loader }) =>
  (await Promise.all(exchanges.map((e) => loader(e, type).load(nhsNumber)))).flat();

const yoga = createYoga({
  schema: createSchema({
    typeDefs: /* GraphQL */ `
      type Query { patient(nhsNumber: ID!): Patient  patients(nhsNumbers: [ID!]!): [Patient!]! }
      type Patient { nhsNumber: ID!  allergies: [Entry!]!  medications: [Entry!]!  conditions: [Entry!]!  observations: [Entry!]! }
      type Entry { id: ID!  code: String  text: String  date: String  status: String  value: String  detail: String  exchange: String! }
    `,
    resolvers: {
      Query: { patient: (_, { nhsNumber }) => ({ nhsNumber }), patients: (_, { nhsNumbers }) => nhsNumbers.map((nhsNumber) => ({ nhsNumber })) },
      Patient: Object.fromEntries(Object.entries(types).map(([field, type]) => [field, section(type)])),
    },
  }),
  context: () => ({ loader: loaders() }),
  logging: false,
  graphiql: false,
});

const server = createServer(yoga);
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`ready http://127.0.0.1:${server.address().port}/graphql`));
