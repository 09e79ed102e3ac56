import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { AskerProvider } from '../gateway/asker';
import { readFacts } from '../gateway/facts';
import { takeLaunch } from '../gateway/launch';

/** Opens a room in the page: first what kind of server this is, which decides whether anybody may be called invented. */
export async function openRoom(id: string, room: ReactNode): Promise<void> {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error('The page has no element for the room.');
  }
  const facts = await readFacts('/playground.json');
  const launchProblem = await takeLaunch(facts.launch);
  createRoot(element).render(
    <StrictMode>
      <AskerProvider facts={facts} launchProblem={launchProblem}>{room}</AskerProvider>
    </StrictMode>,
  );
}
