import { createContext, useContext } from 'react';

/** Opens an entry's provenance, or with the key of a series its chart. */
export interface Opener {
  entry(id: string): void;
  series(key: string): void;
}

export const OpenerContext = createContext<Opener>({ entry: () => undefined, series: () => undefined });

export function useOpener(): Opener {
  return useContext(OpenerContext);
}

/** Whether everything is written out, however long: on paper nobody can unfold anything. */
export const PrintingContext = createContext(false);
