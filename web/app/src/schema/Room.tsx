import {
  isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLArgument, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';
import { useEffect, useMemo, useState } from 'react';

import { Frame } from '../frame/Frame';
import { useAsker } from '../gateway/asker';
import { changesBetween, deprecatedIn, schemaOf, type Change, type Version } from './changes';
import { mappingIn } from './fhir';
import { graphOf, kindOf, type Place } from './graph';
import { Neighbours, WholeGraph } from './Picture';

type Loaded = { schema: GraphQLSchema; sdl: string } | { problem: string } | 'asked';

/** The schema room: the contract as a picture and in words, as a file, and how it has changed. */
export function Room() {
  const loaded = useContract();
  return (
    <Frame room="/schema">
      <main id="main" className="room schema-room">
        <h1>Schema</h1>
        {loaded === 'asked' ? (
          <p role="status">Asking the gateway for its contract.</p>
        ) : 'problem' in loaded ? (
          <p role="alert" className="section-missing tone-fail">
            {loaded.problem}
          </p>
        ) : (
          <Contract schema={loaded.schema} sdl={loaded.sdl} />
        )}
      </main>
    </Frame>
  );
}

function useContract(): Loaded {
  const asker = useAsker();
  const [loaded, setLoaded] = useState<Loaded>('asked');
  useEffect(() => {
    const stop = new AbortController();
    void load(asker.token, stop.signal).then((next) => {
      if (!stop.signal.aborted) {
        setLoaded(next);
      }
    });
    return () => stop.abort();
  }, [asker]);
  return loaded;
}

async function load(tokenFor: () => Promise<string | undefined>, signal: AbortSignal): Promise<Loaded> {
  try {
    const token = await tokenFor();
    const response = await fetch('/graphql/schema.graphql', { signal, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
    if (!response.ok) {
      return { problem: response.status === 404 || response.status === 403 ? 'This gateway does not give its contract out: introspection is off.' : `The gateway answered ${response.status}.` };
    }
    const sdl = await response.text();
    return { sdl, schema: schemaOf(sdl) };
  } catch {
    return { problem: 'The gateway’s contract could not be read.' };
  }
}

function Contract({ schema, sdl }: { schema: GraphQLSchema; sdl: string }) {
  const places = useMemo(() => graphOf(schema), [schema]);
  const [chosen, setChosen] = useState(() => typeInAddress(places) ?? 'Patient');
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    const follow = () => setChosen((before) => typeInAddress(places) ?? before);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [places]);
  const choose = (name: string) => {
    history.replaceState(null, '', `#${name}`);
    setChosen(name);
  };
  const type = schema.getType(chosen);
  return (
    <div className="schema-columns">
      <Types schema={schema} places={places} chosen={chosen} choose={choose} />
      <div>
        <div className="tools">
          <ul className="views">
            <li>
              <button type="button" aria-current={whole ? undefined : 'true'} onClick={() => setWhole(false)}>
                Around {chosen}
              </button>
            </li>
            <li>
              <button type="button" aria-current={whole ? 'true' : undefined} onClick={() => setWhole(true)}>
                Whole graph
              </button>
            </li>
          </ul>
          <Download sdl={sdl} />
        </div>
        {whole ? <WholeGraph places={places} chosen={chosen} choose={choose} /> : <Neighbours places={places} chosen={chosen} choose={choose} />}
        {type !== undefined && <TypeInWords type={type} choose={choose} />}
        <Deprecations schema={schema} />
        <ChangeLog sdl={sdl} />
      </div>
    </div>
  );
}

function typeInAddress(places: Map<string, Place>): string | undefined {
  const name = location.hash.slice(1);
  return places.has(name) ? name : undefined;
}

/** The contract as a file, from memory: it needs no second request, and no token in an address. */
function Download({ sdl }: { sdl: string }) {
  function save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([sdl], { type: 'application/graphql' }));
    link.download = 'london-care-record.graphql';
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <button type="button" className="link-button" onClick={save}>
      Download SDL
    </button>
  );
}

/** All types, to be searched by name, field, and description. */
function Types({ schema, places, chosen, choose }: { schema: GraphQLSchema; places: Map<string, Place>; chosen: string; choose: (name: string) => void }) {
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => search(schema, places, wanted), [schema, places, wanted]);
  return (
    <div className="schema-types">
      <label className="nhsuk-label" htmlFor="search-types">
        Find a type or field
      </label>
      <input id="search-types" type="search" className="nhsuk-input" value={wanted} autoComplete="off" onChange={(event) => setWanted(event.target.value)} />
      <p role="status" className="quiet">
        {found.length} of {places.size} types
      </p>
      <ul className="schema-list" tabIndex={0} aria-label="Types">
        {found.map(({ name, fields }) => (
          <li key={name}>
            <button type="button" className="entry-name" aria-current={name === chosen ? 'true' : undefined} onClick={() => choose(name)}>
              {name}
            </button>
            {fields.length > 0 && <span className="entry-organisation">{fields.slice(0, 4).join(', ')}{fields.length > 4 && ` and ${fields.length - 4} more`}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function search(schema: GraphQLSchema, places: Map<string, Place>, wanted: string): { name: string; fields: string[] }[] {
  const words = wanted.trim().toLowerCase();
  const all = [...places.keys()].sort((a, b) => a.localeCompare(b));
  if (words === '') {
    return all.map((name) => ({ name, fields: [] }));
  }
  const has = (text: string | null | undefined) => (text ?? '').toLowerCase().includes(words);
  return all.flatMap((name) => {
    const type = schema.getType(name)!;
    const fields = members(type).filter((member) => has(member.name) || has(member.description)).map((member) => member.name);
    return has(name) || has(type.description) || fields.length > 0 ? [{ name, fields }] : [];
  });
}

interface Member {
  name: string;
  description: string | null | undefined;
  type: string;
  target: string | null;
  args: readonly GraphQLArgument[];
  deprecated: string | null | undefined;
}

function members(type: GraphQLNamedType): Member[] {
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).map((field) => ({
      name: field.name, description: field.description, type: String(field.type), target: bare(String(field.type)), args: field.args, deprecated: field.deprecationReason,
    }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => ({
      name: field.name, description: field.description, type: String(field.type), target: bare(String(field.type)), args: [], deprecated: field.deprecationReason,
    }));
  }
  if (isEnumType(type)) {
    return type.getValues().map((value) => ({ name: value.name, description: value.description, type: '', target: null, args: [], deprecated: value.deprecationReason }));
  }
  return isUnionType(type) ? type.getTypes().map((member) => ({ name: member.name, description: member.description, type: member.name, target: member.name, args: [], deprecated: null })) : [];
}

function bare(type: string): string {
  return type.replaceAll(/[[\]!]/g, '');
}

function TypeInWords({ type, choose }: { type: GraphQLNamedType; choose: (name: string) => void }) {
  const all = members(type);
  return (
    <section className="section" aria-labelledby="type-title">
      <header className="section-header">
        <h2 id="type-title">
          {type.name} <span className="section-count">({kindOf(type)})</span>
        </h2>
      </header>
      <p>{type.description}</p>
      <Mapping description={type.description} />
      {all.length > 0 && (
        <table className="entries">
          <caption className="visually-hidden">Members of {type.name}</caption>
          <thead>
            <tr>
              <th scope="col">{isEnumType(type) ? 'Value' : 'Field'}</th>
              <th scope="col">Type</th>
              <th scope="col">What it is</th>
            </tr>
          </thead>
          <tbody>
            {all.map((member) => (
              <tr key={member.name}>
                <th scope="row" data-heading={isEnumType(type) ? 'Value' : 'Field'}>
                  <code>{member.name}</code>
                  {member.deprecated != null && <span className="flag tone-part">Deprecated: {member.deprecated}</span>}
                </th>
                <td data-heading="Type">
                  {member.target === null ? '' : (
                    <button type="button" className="entry-name" onClick={() => choose(member.target!)}>
                      {member.type}
                    </button>
                  )}
                </td>
                <td data-heading="What it is">
                  {member.description}
                  <Mapping description={member.description} />
                  {member.args.length > 0 && (
                    <ul className="plain">
                      {member.args.map((arg) => (
                        <li key={arg.name}>
                          <code>
                            {arg.name}: {String(arg.type)}
                            {arg.defaultValue !== undefined && ` = ${JSON.stringify(arg.defaultValue)}`}
                          </code>{' '}
                          {arg.description}
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What a description says of FHIR and UK Core, to be found at a glance. */
function Mapping({ description }: { description: string | null | undefined }) {
  return mappingIn(description).map((words) => (
    <span key={words} className="flag tone-wait">
      {words}
    </span>
  ));
}

function Deprecations({ schema }: { schema: GraphQLSchema }) {
  const all = deprecatedIn(schema);
  return (
    <section className="section" aria-labelledby="deprecations-title">
      <h2 id="deprecations-title">Deprecations</h2>
      {all.length === 0 ? (
        <p>Nothing in this contract is deprecated.</p>
      ) : (
        <ul>
          {all.map(({ place, reason }) => (
            <li key={place}>
              <code>{place}</code> {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const WEIGHTS: Record<Change['weight'], { tone: string; words: string }> = {
  breaking: { tone: 'fail', words: 'Breaks clients' },
  careful: { tone: 'part', words: 'Take care' },
  deprecated: { tone: 'old', words: 'Deprecated' },
  added: { tone: 'good', words: 'Added' },
};

const kept = import.meta.glob<string>('./versions/*.graphql', { query: '?raw', import: 'default' });

/** How the contract has changed, from version to version and up to what this gateway has now. */
function ChangeLog({ sdl }: { sdl: string }) {
  const [versions, setVersions] = useState<Version[] | null>(null);
  useEffect(() => {
    void Promise.all(Object.entries(kept).map(async ([path, read]) => ({ name: /([^/]+)\.graphql$/.exec(path)![1]!, sdl: await read() }))).then((all) =>
      setVersions(all.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))),
    );
  }, []);
  const steps = useMemo(() => {
    const all = [...(versions ?? []), { name: 'this gateway', sdl }];
    return all.slice(1).map((version, place) => ({ from: all[place]!.name, to: version.name, changes: changesBetween(all[place]!.sdl, version.sdl) })).reverse();
  }, [versions, sdl]);
  return (
    <section className="section" aria-labelledby="changes-title">
      <h2 id="changes-title">Change log</h2>
      {versions === null && <p role="status">Reading the earlier versions.</p>}
      {steps.map(({ from, to, changes }) => (
        <details key={to} className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              From {from} to {to}: {changes.length === 0 ? 'nothing changed' : summed(changes)}
            </span>
          </summary>
          <ul className="changes">
            {changes.map(({ weight, words }) => (
              <li key={words}>
                <span className={`flag tone-${WEIGHTS[weight].tone}`}>{WEIGHTS[weight].words}</span> {words}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function summed(changes: Change[]): string {
  return (Object.keys(WEIGHTS) as Change['weight'][])
    .map((weight) => ({ weight, count: changes.filter((change) => change.weight === weight).length }))
    .filter(({ count }) => count > 0)
    .map(({ weight, count }) => `${WEIGHTS[weight].words.toLowerCase()} ${count}`)
    .join(', ');
}
