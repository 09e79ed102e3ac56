import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { AskerProvider } from '../gateway/asker';
import { readFacts } from '../gateway/facts';
import type { takeLaunch } from '../launch/take';
import { NO_LAUNCH } from '../launch/token';

/**
 * Opens a room in the page: first what kind of server this is, which decides whether anybody may be called invented. A room
 * that record systems open takes their launch before anything is shown.
 */
export async function openRoom(id: string, room: ReactNode, launched: typeof takeLaunch | null = null): Promise<void> {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error('The page has no element for the room.');
  }
  const facts = await readFacts('/playground.json');
  const taken = launched === null ? NO_LAUNCH : await launched(facts.smart);
  createRoot(element).render(
    <StrictMode>
      <AskerProvider facts={facts} taken={taken}>{room}</AskerProvider>
    </StrictMode>,
  );
}
