import path from 'node:path';
import { defineConfig } from 'vitest/config';

const shared = {
  resolve: {
    alias: {
      // AMD's own `module`, which only a loader in the browser has.
      'amd-module': path.resolve(import.meta.dirname, 'tests/amdModule.ts'),
    },
  },
};
const grafanaIsPlainEsm = { deps: { inline: [/@grafana\//] } };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{catalog,demo,bench,tools,supabase,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'tests/e2e/**', '**/node_modules/**'],
          setupFiles: ['tests/setupUnit.ts'],
          server: grafanaIsPlainEsm,
          // Whole months of the simulator are lived through, which a busy machine does slowly.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'plugins',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts'],
          setupFiles: ['tests/setupDom.ts'],
          server: grafanaIsPlainEsm,
          // Editors are driven key by key, which a busy machine does slowly.
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['**/*.integration.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**'],
          server: grafanaIsPlainEsm,
          // Each file starts a PostgreSQL of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'postgres-15',
          environment: 'node',
          // Hosted projects run 15 or 17; the integration tests above run on 17.
          include: ['supabase/tests/**/*.integration.test.ts'],
          env: { SCRAPEWATCH_POSTGRES: '15' },
          server: grafanaIsPlainEsm,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
