// Hive Gateway as it comes; RUNTIME=rust plans queries with its newer runtime.
import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

export const gatewayConfig = defineConfig(process.env.RUNTIME === 'rust' ? { unifiedGraphHandler } : {});
