import type { RecordFragment } from '@london-care-record/client';

import { dateWords, timeWords } from './dates';
import { counted, EXCHANGES, EXCHANGE_NAMES, KINDS, KIND_NAMES, listed, sentence, SETTINGS, SIGNS, stateWords } from './words';

/** Exchange by kind of record: who answered, who holds nothing, who could not be asked. */
export function Coverage({ patient }: { patient: RecordFragment }) {
  const rows = KINDS.map((kind) => patient.coverage.kinds.find((row) => row.kind === kind)).filter((row) => row !== undefined);
  return (
    <section className="section" id="coverage" aria-labelledby="coverage-title">
      <header className="section-header">
        <h2 id="coverage-title">Coverage</h2>
      </header>
      <p>{patient.coverage.summary}</p>
      <div className="scroll" role="region" aria-label="Coverage table" tabIndex={0}>
        <table className="coverage">
          <caption className="visually-hidden">How each exchange answered for each kind of record</caption>
          <thead>
            <tr>
              <th scope="col">Kind of record</th>
              {EXCHANGES.map((id) => (
                <th key={id} scope="col">
                  <abbr title={EXCHANGE_NAMES[id]}>{id}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, completeness }) => (
              <tr key={kind}>
                <th scope="row">
                  <a href={`#${kind}`}>{KIND_NAMES[kind]}</a>
                </th>
                {EXCHANGES.map((id) => {
                  const source = completeness.sources.find((one) => one.exchange.id === id);
                  return source === undefined ? <td key={id}>Not told</td> : <Cell key={id} source={source} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>Services that do not share records yet</h3>
      <ul className="unshared">
        {EXCHANGES.map((id) => (
          <li key={id}>
            <strong>{EXCHANGE_NAMES[id]}:</strong> {unshared(rows, id)}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Kinds = RecordFragment['coverage']['kinds'];
type SourceStatus = Kinds[number]['completeness']['sources'][number];

function Cell({ source }: { source: SourceStatus }) {
  const words = stateWords(source.state);
  const old = source.state === 'STALE' && source.fetchedAt !== null ? ` of ${dateWords(source.fetchedAt)}` : '';
  const detail = [sentence(words.long), source.detail, source.elapsedMs === null ? '' : `${source.elapsedMs} ms`, source.fetchedAt === null ? '' : `read at ${timeWords(source.fetchedAt)}`];
  return (
    <td className={`tone-${words.tone}`} title={detail.filter(Boolean).join('. ')}>
      <span aria-hidden="true">{SIGNS[words.tone]}</span> {words.short}
      {old}
      {source.count > 0 && <span className="coverage-count">{counted(source.count, 'entry', 'entries')}</span>}
      {source.state === 'COMPLETE' && source.count === 0 && <span className="coverage-count">nothing held</span>}
    </td>
  );
}

/** The settings that an exchange does not share, where they are the same for all kinds; else by kind. */
function unshared(rows: Kinds, id: string): string {
  const settings = new Map<string, string[]>();
  for (const { kind, completeness } of rows) {
    const missing = completeness.sources.find((one) => one.exchange.id === id)?.missingSettings ?? [];
    const words = missing.length === 0 ? 'none' : listed(missing.map((setting) => SETTINGS[setting] ?? setting));
    settings.set(words, [...(settings.get(words) ?? []), KIND_NAMES[kind].toLowerCase()]);
  }
  const all = [...settings];
  return all.length === 1 ? `${all[0]![0]}.` : all.map(([words, kinds]) => `${words} (${listed(kinds)})`).join('; ') + '.';
}
