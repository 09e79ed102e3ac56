import type { ReactNode } from 'react';

import { LAUNCHED, useAsker } from '../gateway/asker';
import { setTheme, useTheme } from './theme';

const rooms = [
  { path: '/record', name: 'Record' },
  { path: '/region', name: 'Region' },
  { path: '/', name: 'Playground' },
  { path: '/schema', name: 'Schema' },
];

/** What every room has: where one is, where one can go, and that people are invented where they are. */
export function Frame({ room, children }: { room: string; children: ReactNode }) {
  const { facts, launch, words } = useAsker();
  return (
    <>
      <a className="skip" href="#main">
        Skip to main content
      </a>
      <header className="frame-header">
        <div className="frame-title">London Care Record gateway</div>
        <nav aria-label="Rooms">
          <ul className="frame-rooms">
            {rooms.filter(({ path }) => facts.rooms.includes(path)).map(({ path, name }) => (
              <li key={path}>
                <a href={path} aria-current={path === room ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {!facts.demo && launch !== null && <p className="frame-asker">Asking as {words}</p>}
        <ThemeButton />
      </header>
      {facts.demo && (
        <aside className="frame-demo" aria-label="Demo">
          <strong>Synthetic data: every person here is invented</strong>
          {room === '/' && facts.people.length > 0 && (
            <a href="/record" className="frame-new">
              New here? Open {facts.people[0]!.name}’s record
            </a>
          )}
          <CallerChooser />
        </aside>
      )}
      {children}
    </>
  );
}

/** Who asks: in the demo one can be anybody. */
function CallerChooser() {
  const { facts, launch, caller, choose } = useAsker();
  if (facts.callers.length === 0) {
    return null;
  }
  const open = facts.callers.find((one) => one.id === facts.withoutToken);
  return (
    <span className="frame-caller">
      <label htmlFor="caller">Ask as</label>
      <select id="caller" value={caller} onChange={(event) => choose(event.target.value)}>
        {launch !== null && <option value={LAUNCHED}>{launch.name} (launched from the record system)</option>}
        <option value="">Without a token{open === undefined ? '' : `: ${open.name}, ${open.title}`}</option>
        {facts.callers.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}, {one.title}
          </option>
        ))}
      </select>
    </span>
  );
}

function ThemeButton() {
  const next = useTheme() === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className="frame-theme" onClick={() => setTheme(next)}>
      {next === 'dark' ? 'Dark' : 'Light'}
      <span className="visually-hidden"> colours</span>
    </button>
  );
}
