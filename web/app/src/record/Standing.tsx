import type { ExchangeId } from '@london-care-record/client';

import { EXCHANGE_NAMES, SIGNS, type Tone } from './words';

/** A word or two with a sign: never colour alone. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`badge tone-${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {children}
    </span>
  );
}

/** The exchanges that something comes from. */
export function Exchanges({ ids }: { ids: readonly string[] }) {
  return (
    <span className="exchanges">
      {ids.map((id) => (
        <abbr key={id} className="exchange" title={EXCHANGE_NAMES[id as ExchangeId] ?? id}>
          {id}
        </abbr>
      ))}
    </span>
  );
}
