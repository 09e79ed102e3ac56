import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

/** The theme that the page has now, which theme.js chose before it was painted. */
export function theme(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

/** Changes the theme, and keeps the choice for the browser. */
export function setTheme(next: Theme): void {
  document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem('london-care-record.theme', next);
  } catch {
    // A browser that keeps nothing shows it this once.
  }
}

export function useTheme(): Theme {
  return useSyncExternalStore(watch, theme);
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
