import { useEffect, useState } from 'react';

import { LAUNCHED, useAsker } from '../gateway/asker';
import { ENDED, hasEnded } from '../launch/token';
import { timeWords } from './dates';

/** Says when the launch has ended: what is shown stays, and can't be asked for again. */
export function LaunchEnded({ at }: { at: Date | null }) {
  const { caller, launch } = useAsker();
  const mine = caller === LAUNCHED ? launch : null;
  const [ended, setEnded] = useState(() => mine !== null && hasEnded(mine));
  useEffect(() => {
    if (mine === null || mine.expiresAt === null) {
      setEnded(false);
      return;
    }
    setEnded(hasEnded(mine));
    // A timer can't be longer than this; a token that lives as long is none.
    const timer = setTimeout(() => setEnded(true), Math.min(Math.max(mine.expiresAt - Date.now(), 0), 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [mine]);
  if (!ended) {
    return null;
  }
  return (
    <div className="problems" role="alert">
      <h2>The launch has ended</h2>
      <p>
        {ENDED}
        {at !== null && ` What is shown was asked for at ${timeWords(at).slice(0, 5)}.`}
      </p>
    </div>
  );
}
