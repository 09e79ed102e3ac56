import type { CodegenConfig } from '@graphql-codegen/cli';

const types = {
  enumsAsTypes: true,
  useTypeImports: true,
  strictScalars: true,
  scalars: { NHSNumber: 'string', DateTime: 'string', PartialDate: 'string' },
};

// Types and documents come from the gateway's own schema, so that a field that is gone, or may be null, is told when a
// program is built and not when a clinician reads it.
const config: CodegenConfig = {
  schema: ['../../schema/*.graphqls', './federation.graphqls'],
  documents: ['operations/*.graphql'],
  importExtension: '.js',
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: types,
    },
    'src/generated/schema.ts': { plugins: ['typescript'], config: types },
  },
};

export default config;
