import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { coloursByVariable } from './colours.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The build is committed and embedded in the gateway, so it has to be the same bytes wherever it
// is made: nothing in it may depend on the machine, the folder or the time.
export default defineConfig({
  plugins: [react()],
  css: { postcss: { plugins: [coloursByVariable()] } },
  resolve: {
    // What the client package and the pages both use is there once.
    dedupe: ['@0no-co/graphql.web'],
    // GraphiQL asks for these two under their old names, which lead to second copies of the same code.
    alias: {
      '@london-care-record/client': here('../../clients/typescript/src/index.ts'),
      'prettier/parser-babel': 'prettier/plugins/babel',
      'prettier/parser-graphql': 'prettier/plugins/graphql',
    },
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Fonts and pictures stay files of their own: the page's policy allows no font from a data: URL.
    assetsInlineLimit: 0,
    // Every browser that runs the ES2022 output preloads modules by itself.
    modulePreload: { polyfill: false },
    // The editor cannot be smaller than it is; the warning would only hide other ones.
    chunkSizeWarningLimit: 4096,
    // What is passed on with the gateway is passed on with its licences.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      // Each room is a page of its own, and loads what it needs alone.
      input: { index: 'index.html', record: 'record.html', region: 'region.html', schema: 'schema.html' },
      // "use no memo" speaks to a compiler that has already run on these packages.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/graphql': 'http://127.0.0.1:8080',
      '/playground.json': 'http://127.0.0.1:8080',
      '/demo': 'http://127.0.0.1:8080',
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
