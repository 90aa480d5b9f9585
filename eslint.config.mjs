import grafanaConfig from '@grafana/eslint-config/flat.js';
import { defineConfig } from 'eslint/config';

export default defineConfig([
  {
    ignores: [
      'node_modules/',
      'dist/',
      'artifacts/',
      '.scrapewatch/',
      '.config/',
      'coverage/',
      'test-results/',
      'playwright-report/',
    ],
  },
  ...grafanaConfig,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      'react/prop-types': 'off',
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'rxjs/operators', message: 'Import from rxjs: Grafana shares that one module.' }] },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-nested-ternary': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      // Not shared by Grafana 10.1: bundled twice or missing at run time.
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'rxjs/operators', message: 'Import from rxjs: Grafana shares that one module.' },
            { name: 'react/jsx-runtime', message: 'Grafana 10.1 does not share it: use the classic runtime.' },
            { name: 'i18next', message: 'Grafana 10.1 does not share it.' },
            { name: '@grafana/schema', allowTypeImports: true, message: 'Types only: Grafana 10.1 does not share it.' },
            { name: '@grafana/i18n', message: 'Grafana 10.1 does not share it.' },
          ],
        },
      ],
    },
  },
  { files: ['tests/e2e/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
]);
