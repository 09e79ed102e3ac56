import { SafetyNetDocument, type AnswerError, type SafetyNetQuery } from '@london-care-record/client';
import { useState, type FormEvent } from 'react';

import { useAsker } from '../gateway/asker';
import { readNhsNumber, spaced } from '../gateway/nhs-number';
import { dateWords } from './dates';
import { netOf, netCsv, type NetRow } from './net';
import { Badge, Exchanges } from './Standing';
import { counted, type Tone } from './words';

/** A practice's safety net: which urgent suspected-cancer referrals have an appointment, which none, and which can't be told. */
export function SafetyNet({ leave, open }: { leave: () => void; open: (nhsNumber: string) => void }) {
  const asker = useAsker();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const [rows, setRows] = useState<NetRow[] | null>(null);
  const [asking, setAsking] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const lines = typed.split(/[\n,;\t]+/).map((line) => line.trim()).filter((line) => line !== '');
    const read = lines.map((line) => ({ line, number: readNhsNumber(line) }));
    const bad = read.filter(({ number }) => 'problem' in number);
    if (lines.length === 0 || bad.length > 0) {
      setProblem(lines.length === 0 ? 'Paste at least one NHS number' : `Not an NHS number: ${bad.map(({ line }) => line).join(', ')}`);
      return;
    }
    setProblem('');
    setRows(null);
    setAsking(true);
    const numbers = [...new Set(read.flatMap(({ number }) => ('digits' in number ? [number.digits] : [])))];
    setRows(await inBatches(numbers, async (batch) => {
      const answer = await asker.gateway().ask(SafetyNetDocument, { nhsNumbers: batch });
      return netOf(batch, answer.data as SafetyNetQuery | null | undefined, (answer.errors ?? []) as AnswerError[]);
    }));
    setAsking(false);
  }

  return (
    <div>
      <h1>Two-week-wait safety net</h1>
      <p>Which urgent suspected-cancer referrals have an appointment, which have none, and which could not be told. The numbers you paste stay in this page and are sent to the gateway alone.</p>
      <form onSubmit={(event) => void submit(event)} autoComplete="off" noValidate>
        <div className={`nhsuk-form-group${problem === '' ? '' : ' nhsuk-form-group--error'}`}>
          <label className="nhsuk-label" htmlFor="numbers">
            NHS numbers
          </label>
          <div className="nhsuk-hint" id="numbers-hint">
            One on each line, with or without spaces
          </div>
          {problem !== '' && (
            <span className="nhsuk-error-message" id="numbers-error" role="alert">
              <span className="visually-hidden">Error:</span> {problem}
            </span>
          )}
          <textarea
            className="nhsuk-textarea"
            id="numbers"
            rows={6}
            spellCheck={false}
            value={typed}
            aria-invalid={problem !== ''}
            aria-describedby={`numbers-hint${problem === '' ? '' : ' numbers-error'}`}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <div className="buttons">
          <button type="submit" className="nhsuk-button" disabled={asking}>
            {asking ? 'Asking' : 'Check'}
          </button>
          {asker.facts.people.length > 0 && (
            <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={() => setTyped(asker.facts.people.map((person) => spaced(person.nhsNumber)).join('\n'))}>
              Paste the ten demo people
            </button>
          )}
          <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={leave}>
            Back
          </button>
        </div>
      </form>
      {rows !== null && <Net rows={rows} open={open} />}
    </div>
  );
}

/** How many people are asked about in one request; a gateway allows 100 unless it is told otherwise. */
const BATCH = 50;

async function inBatches(numbers: string[], ask: (batch: string[]) => Promise<NetRow[]>): Promise<NetRow[]> {
  const rows: NetRow[] = [];
  for (let from = 0; from < numbers.length; from += BATCH) {
    rows.push(...(await ask(numbers.slice(from, from + BATCH))));
  }
  return rows;
}

const WORDS: Record<NetRow['result'], { tone: Tone; words: string }> = {
  none: { tone: 'fail', words: 'No appointment' },
  'not-told': { tone: 'other', words: 'Could not be told' },
  'no-booking': { tone: 'part', words: 'No appointment that stands' },
  booked: { tone: 'good', words: 'Has an appointment' },
  'no-referral': { tone: 'none', words: 'No such referral' },
};

function Net({ rows, open }: { rows: NetRow[]; open: (nhsNumber: string) => void }) {
  const sum = (Object.keys(WORDS) as NetRow['result'][]).map((result) => ({ result, count: rows.filter((row) => row.result === result).length }));
  return (
    <section aria-labelledby="net-title" className="section">
      <header className="section-header">
        <h2 id="net-title">Result</h2>
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={() => save(netCsv(rows))}>
          Export CSV
        </button>
      </header>
      <p role="status">{sum.filter(({ count }) => count > 0).map(({ result, count }) => `${WORDS[result].words}: ${count}`).join('. ')}.</p>
      <table className="entries">
        <caption className="visually-hidden">Urgent suspected-cancer referrals, those without an appointment first</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Referral</th>
            <th scope="col">Written</th>
            <th scope="col">Appointment</th>
            <th scope="col">What could not be seen</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {rows.toSorted((a, b) => order(a) - order(b)).map((row, place) => (
            <tr key={place}>
              <th scope="row" data-heading="Person">
                <button type="button" className="entry-name" onClick={() => open(row.nhsNumber)}>
                  {row.name}
                </button>
                <span className="number">{spaced(row.nhsNumber)}</span>
              </th>
              <td data-heading="Referral">{row.referral || 'None'}</td>
              <td data-heading="Written">{row.written === '' ? '' : dateWords(row.written)}</td>
              <td data-heading="Appointment">
                <Badge tone={WORDS[row.result].tone}>{WORDS[row.result].words}</Badge>
                {row.appointments.map((one) => (
                  <span key={one} className="entry-organisation">
                    {one}
                  </span>
                ))}
              </td>
              <td data-heading="What could not be seen">{row.unseen || 'Nothing'}</td>
              <td data-heading="From">
                <Exchanges ids={row.exchanges} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="section-foot">{counted(rows.length, 'row')}. A cancelled appointment proves no booking.</p>
    </section>
  );
}

function order(row: NetRow): number {
  return Object.keys(WORDS).indexOf(row.result);
}

/** Saves a file from memory: the numbers in it go nowhere else. */
function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = 'two-week-wait.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
