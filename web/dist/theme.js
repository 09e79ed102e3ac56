// Runs before the page is painted, so that a dark page does not flash white. The choice is the reader's, of the whole browser;
// it says nothing about anybody.
'use strict';
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('london-care-record.theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
