import type { RecordFragment } from '@london-care-record/client';

import { standingOf, type Standing } from './completeness';

/** What may be said about allergies as a whole, in words. What is withheld from the reader is not to be read as a finding. */
export function allergyStatement(allergies: RecordFragment['allergies'], coverage: RecordFragment['coverage']): Standing {
  const answered = coverage.kinds.find(({ kind }) => kind === 'ALLERGIES')?.completeness;
  const standing = standingOf(answered);
  if (standing.tone === 'withheld' && allergies.entries.length === 0 && allergies.negations.length === 0) {
    return { tone: 'withheld', short: 'withheld from you', words: 'Nothing can be said here about allergies. Ask the person.' };
  }
  if (allergies.statement === 'UNKNOWN' && standing.tone === 'wait') {
    return { tone: 'wait', short: 'not known yet', words: 'Not every exchange has answered.' };
  }
  if (allergies.statement === 'UNKNOWN' && standing.tone === 'good') {
    return {
      tone: 'fail',
      short: 'not known',
      words: 'Nobody records an allergy, and nobody denies one; and not every service shares its allergies yet. Ask the person.',
    };
  }
  return (
    SAID[allergies.statement] ?? { tone: 'fail', short: allergies.statement, words: 'This page does not know what that means. Ask the person.' }
  );
}

const SAID: Record<string, Standing> = {
  CONFLICTING: {
    tone: 'fail',
    short: 'the sources contradict each other',
    words: 'One source denies what another records. Both are shown side by side. Treat what is recorded as true until somebody has asked.',
  },
  RECORDED: { tone: 'part', short: 'recorded', words: 'Allergies or intolerances are recorded, and no source denies them.' },
  UNKNOWN: {
    tone: 'fail',
    short: 'not known',
    words: 'Nothing active was found, but that can’t be relied on: not everything could be seen.',
  },
  ONLY_INACTIVE: { tone: 'none', short: 'only inactive ones recorded', words: 'Only inactive or resolved allergies are recorded, and no denial.' },
  NO_KNOWN_ALLERGIES: {
    tone: 'good',
    short: 'no known allergies, so it is recorded',
    words: 'A source denies all allergies, nothing else is recorded, and every connected exchange answered in full.',
  },
  PARTLY_NEGATED: {
    tone: 'none',
    short: 'only some are denied',
    words: 'Only a narrower denial is recorded, such as “no known drug allergies”. Nothing is said of the others.',
  },
  NOTHING_RECORDED: {
    tone: 'none',
    short: 'nothing recorded',
    words: 'Neither an allergy is recorded nor that there is none. That is not the same as no allergies.',
  },
};
