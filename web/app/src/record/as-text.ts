import type { RecordFragment } from '@london-care-record/client';

import { spaced } from '../gateway/nhs-number';
import { emptyWords, missingWords, standingOf } from './completeness';
import { byDanger } from './danger';
import { dateWords, timeWords } from './dates';
import { entriesOf, exchangesOf, isCurrent, type Entry } from './entries';
import { allergyStatement } from './statement';
import { KINDS, KIND_NAMES, word } from './words';

/** The record as plain text, to be pasted into a letter. What is missing comes with it, at the top and in each section. */
export function asText(patient: RecordFragment, read: Date): string {
  const lines = [
    `${patient.name?.text ?? 'Name not known'}, NHS number ${spaced(patient.nhsNumber)}, born ${dateWords(patient.birthDate)}${patient.deceased ? `, died ${dateWords(patient.deceasedDate)}` : ''}`,
    `London Care Record, read ${dateWords(read.toISOString())}:${timeWords(read).slice(6)}`,
    missingWords(patient).words,
    ...(patient.identity.summary === null ? [] : [`Identity: ${patient.identity.summary}`]),
  ];
  const all = entriesOf(patient);
  const entries = { ...all, ALLERGIES: byDanger(all.ALLERGIES) };
  for (const kind of KINDS) {
    const answered = patient.coverage.kinds.find((row) => row.kind === kind)?.completeness;
    const standing = standingOf(answered);
    lines.push('', `${KIND_NAMES[kind].toUpperCase()} (${standing.short.toLowerCase()})`);
    if (kind === 'ALLERGIES') {
      const said = allergyStatement(patient.allergies, patient.coverage);
      lines.push(`${said.short}. ${said.words}`);
      lines.push(...patient.allergies.negations.map((one) => `- DENIED: ${one.code.text} (${exchangesOf(one).join(', ')})`));
    }
    if (standing.tone !== 'good') {
      lines.push(standing.words);
    }
    if (entries[kind].length === 0) {
      lines.push(emptyWords(answered, KIND_NAMES[kind].toLowerCase()).words);
    }
    lines.push(...entries[kind].map((entry) => `- ${entryText(entry)}`));
  }
  return `${lines.join('\n')}\n`;
}

function entryText(entry: Entry): string {
  const parts = [entry.code.text, ...details(entry), entry.statusText, dateWords(entry.when)];
  const differs = entry.differences.map(({ field, values }) => `${field} differs: ${values.map(({ value, sources }) => `${value} (${sources.map((one) => one.exchange.id).join(', ')})`).join(' / ')}`);
  return `${[...parts, ...differs, ...entry.warnings.map((one) => `warning: ${one}`), ...entry.notes].filter(Boolean).join('; ')} [${exchangesOf(entry).join(', ')}]`;
}

/** What the kinds have of their own. */
function details(entry: Entry): string[] {
  switch (entry.kind) {
    case 'ALLERGIES':
      return 'criticality' in entry ? [`criticality ${word(entry.criticality)}`, ...entry.reactions.map((one) => one.manifestations.map((two) => two.text).join(', '))] : [];
    case 'MEDICATIONS':
      return 'dosages' in entry ? [isCurrent(entry) ? '' : 'not current', ...entry.dosages.map((one) => one.text)] : [];
    case 'INVESTIGATIONS':
      return 'results' in entry ? [entry.conclusion ?? '', ...entry.results.map((one) => `${one.code.text} ${one.display}`)] : [];
    case 'OBSERVATIONS':
      return 'display' in entry ? [entry.display] : [];
    case 'CONDITIONS':
      return 'familyMember' in entry && entry.familyMember !== null ? [`in the family: ${entry.familyMember.text}`] : [];
    default:
      return [];
  }
}
