import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { firstLoad } from './build';

type Output = Metafile['outputs'][string];

const output = (part: Partial<Output>): Output => ({ bytes: 1, inputs: {}, imports: [], exports: [], ...part });

describe('the first load of the page', () => {
  const metafile: Metafile = {
    inputs: {},
    outputs: {
      'out/assets/main-1.js': output({
        entryPoint: 'demo/workbench/client/main.tsx',
        imports: [{ path: 'out/assets/start-2.js', kind: 'dynamic-import' }],
      }),
      'out/assets/start-2.js': output({
        entryPoint: 'demo/workbench/client/startWorkbench.tsx',
        cssBundle: 'out/assets/start-2.css',
        imports: [
          { path: 'out/assets/chunk-3.js', kind: 'import-statement' },
          { path: 'out/assets/table-4.js', kind: 'dynamic-import' },
        ],
      }),
      'out/assets/chunk-3.js': output({ imports: [{ path: 'out/assets/start-2.js', kind: 'import-statement' }] }),
      'out/assets/table-4.js': output({}),
    },
  };

  it('names the script and style, and preloads what is certain to be needed, nothing lazy', () => {
    expect(firstLoad(metafile, 'out')).toEqual({
      script: '/public/assets/main-1.js',
      style: '/public/assets/start-2.css',
      preloads: ['/public/assets/start-2.js', '/public/assets/chunk-3.js'],
    });
  });

  it('refuses a build without the two entries', () => {
    expect(() => firstLoad({ inputs: {}, outputs: {} }, 'out')).toThrow('no main.tsx');
  });
});
