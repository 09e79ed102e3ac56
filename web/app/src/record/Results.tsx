import type { RecordFragment } from '@london-care-record/client';

import { dateWords } from './dates';
import type { EntryOf } from './entries';
import { useOpener } from './opened';
import { EntryTable, Section } from './Section';
import { seriesOf } from './series';
import { Sparkline } from './Trend';
import { sentence, word } from './words';

type Result = EntryOf<'OBSERVATIONS'>;

/** Reports with their results, measurements, and what was measured more than once as lines. */
export function Results({ patient }: { patient: RecordFragment }) {
  return (
    <>
      <Section kind="INVESTIGATIONS" coverage={patient.coverage} count={patient.investigations.entries.length}>
        <Trends patient={patient} />
        <EntryTable
          caption="Results and investigations"
          entries={patient.investigations.entries}
          columns={[
            { heading: 'When', cell: (e) => dateWords(e.effective ?? e.when) },
            { heading: 'Status', cell: (e) => `${sentence(word(e.category))}, ${e.statusText}` },
            { heading: 'Results', cell: (e) => <Report report={e} /> },
          ]}
        />
      </Section>
      <Section kind="OBSERVATIONS" coverage={patient.coverage} count={patient.observations.entries.length}>
        <EntryTable
          caption="Measurements and findings"
          entries={patient.observations.entries}
          columns={[
            { heading: 'When', cell: (e) => dateWords(e.effective ?? e.when) },
            { heading: 'Value', cell: (e) => <Value result={e} /> },
            { heading: 'Status', cell: (e) => sentence(e.statusText) },
          ]}
        />
      </Section>
    </>
  );
}

/** What was measured more than once: a line each, the latest value, and the chart behind it. */
function Trends({ patient }: { patient: RecordFragment }) {
  const opener = useOpener();
  const all = seriesOf(patient);
  if (all.length === 0) {
    return null;
  }
  return (
    <div className="trends">
      <h3>Measured more than once ({all.length})</h3>
      <ul className="trend-list">
        {all.map((series) => {
          const latest = series.points.at(-1)!;
          return (
            <li key={series.key}>
              <button type="button" className="trend" onClick={() => opener.series(series.key)}>
                <span className="trend-name">{series.name}</span>
                <Sparkline series={series} />
                <span className="trend-latest">
                  <strong>{latest.display}</strong> {dateWords(latest.when)}
                </span>
                <span className="visually-hidden">. Open the chart of {series.points.length} results</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Report({ report }: { report: EntryOf<'INVESTIGATIONS'> }) {
  const empty = report.results.length === 0 && report.conclusion === null && report.attachments.length === 0;
  return (
    <>
      {report.conclusion !== null && <p className="conclusion">{report.conclusion}</p>}
      {report.results.length > 0 && (
        <ul className="results">
          {report.results.map((result) => (
            <li key={result.id}>
              <span className="result-name">{result.code.text}</span> <Value result={result} />
            </li>
          ))}
        </ul>
      )}
      {report.attachments.length > 0 && <p>{report.attachments.map((one) => one.title ?? one.contentType ?? 'A file').join(', ')}: held by the source</p>}
      {empty && 'No result or conclusion is recorded'}
      {report.performer?.name != null && <span className="entry-organisation">{report.performer.name}</span>}
    </>
  );
}

/** A value exactly as recorded, with what the source makes of it and what it holds for normal. */
export function Value({ result }: { result: Result }) {
  const ranges = result.referenceRanges.map(rangeWords).filter((words) => words !== '');
  return (
    <span className="value">
      <strong>{result.display === '' ? `No value${result.absentReason === null ? ' recorded' : `: ${result.absentReason.text}`}` : result.display}</strong>
      {result.interpretations.length > 0 && <span className="flag tone-part">{result.interpretations.map((one) => one.text).join(', ')}</span>}
      {ranges.length > 0 && <span className="range">normal {ranges.join('; ')}</span>}
    </span>
  );
}

export function rangeWords(range: Result['referenceRanges'][number]): string {
  if (range.text !== null) {
    return range.text;
  }
  const low = range.low?.value ?? null;
  const high = range.high?.value ?? null;
  const what = range.type === null || /normal/i.test(range.type.text) ? '' : ` (${range.type.text})`;
  if (low !== null && high !== null) {
    return `${low} to ${high}${what}`;
  }
  return low !== null ? `from ${low}${what}` : high !== null ? `up to ${high}${what}` : '';
}
