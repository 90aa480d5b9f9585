import { build, context, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface BuildClientOptions {
  /** Folder that is emptied and then filled: index.html and assets/. */
  outDir: string;
  /** Rebuild on every change until the process ends. */
  watch?: boolean;
}

const clientDir = path.join(import.meta.dirname, 'client');

/**
 * Bundles the workbench's page with esbuild: 1.3 to 3 s on two quiet cores, 13 s under a load of 17.
 * @returns seconds taken by the (first) build
 * @throws esbuild's BuildFailure with file and line when anything does not compile
 */
export async function buildClient({ outDir, watch = false }: BuildClientOptions): Promise<{ seconds: number }> {
  const startedAt = performance.now();
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await copyFonts(outDir);
  const options = esbuildOptions(outDir);
  if (watch) {
    const watching = await context(options);
    await watching.rebuild();
    await watching.watch();
  } else {
    await build(options);
  }
  return { seconds: (performance.now() - startedAt) / 1000 };
}

const fontFiles = {
  'inter/Inter-Regular.woff2': '@fontsource/inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': '@fontsource/inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-Italic.woff2': '@fontsource/inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-MediumItalic.woff2': '@fontsource/inter/files/inter-latin-500-italic.woff2',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2':
    '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};

/** @grafana/ui's global styles ask for these files below /public/fonts; its package does not carry them. */
async function copyFonts(outDir: string): Promise<void> {
  const require = createRequire(import.meta.url);
  for (const [asked, carried] of Object.entries(fontFiles)) {
    const target = path.join(outDir, 'fonts', asked);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(require.resolve(carried), target);
  }
}

function esbuildOptions(outDir: string): BuildOptions & { metafile: true } {
  return {
    entryPoints: [path.join(clientDir, 'main.tsx')],
    outdir: path.join(outDir, 'assets'),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'transform',
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/public/assets',
    loader: { '.woff2': 'file', '.woff': 'file', '.svg': 'text', '.ttf': 'file' },
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.JEST_WORKER_ID': 'undefined',
      global: 'globalThis',
      // SystemJS' AMD extra puts a global `define` on the page; the UMD packages in here would hand themselves to it.
      define: 'undefined',
    },
    // The full history of time zones is 0.7 MB; nobody here looks at the years before 1970.
    alias: { 'moment-timezone': 'moment-timezone/builds/moment-timezone-with-data-1970-2030.js' },
    plugins: [openRuntimeInternals, leaveOutMonaco, writeIndexHtml(outDir)],
  };
}

/** `grafana-runtime-internals/x` is the very file behind @grafana/runtime's x: its `exports` hide it, the host needs it. */
const openRuntimeInternals: Plugin = {
  name: 'open-runtime-internals',
  setup({ onResolve }) {
    const runtime = path.dirname(createRequire(import.meta.url).resolve('@grafana/runtime/package.json'));
    onResolve({ filter: /^grafana-runtime-internals\// }, ({ path: id }) => ({
      path: path.join(runtime, 'dist', 'esm', `${id.slice('grafana-runtime-internals/'.length)}.mjs`),
    }));
  },
};

/** Monaco is 3 MB that no page here opens: @grafana/ui falls back to its error boundary if something ever asks for it. */
const leaveOutMonaco: Plugin = {
  name: 'leave-out-monaco',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(monaco-editor|@monaco-editor\/react)(\/|$)/ }, ({ path: id }) => ({
      path: id,
      namespace: 'left-out',
    }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path: id }) => ({
      contents: `throw new Error(${JSON.stringify(`The workbench does not carry ${id}`)});`,
    }));
  },
};

/** Fills the page's template with the hashed names, and tells the browser early which chunks the first load needs. */
function writeIndexHtml(outDir: string): Plugin {
  return {
    name: 'write-index-html',
    setup({ onEnd }) {
      onEnd(async ({ metafile, errors }) => {
        if (!metafile || errors.length > 0) {
          return;
        }
        const { script, style, preloads } = firstLoad(metafile, outDir);
        const template = await readFile(path.join(clientDir, 'index.html'), 'utf8');
        const head = [
          ...preloads.map((file) => `<link rel="modulepreload" href="${file}" />`),
          ...(style ? [`<link rel="stylesheet" href="${style}" />`] : []),
          `<script type="module" src="${script}"></script>`,
        ];
        await writeFile(path.join(outDir, 'index.html'), template.replace('<!-- assets -->', head.join('\n    ')));
      });
    },
  };
}

interface FirstLoad {
  script: string;
  style: string | undefined;
  preloads: string[];
}

/**
 * What the page needs before it shows anything: the entry, the one module it imports lazily right away
 * (`startWorkbench`), and everything those two import statically.
 */
export function firstLoad(metafile: Metafile, outDir: string): FirstLoad {
  const toUrl = (file: string): string =>
    `/public/${path.relative(outDir, path.resolve(file)).split(path.sep).join('/')}`;
  const outputs = Object.entries(metafile.outputs);
  const withEntry = (name: string): string | undefined =>
    outputs.find(([, output]) => output.entryPoint?.endsWith(name))?.[0];
  const entry = withEntry('client/main.tsx');
  const start = withEntry('client/startWorkbench.tsx');
  if (!entry || !start) {
    throw new Error('the build has no main.tsx or no startWorkbench.tsx');
  }
  const needed = new Set<string>();
  const visit = (file: string): void => {
    if (needed.has(file)) {
      return;
    }
    needed.add(file);
    metafile.outputs[file]?.imports
      .filter(({ kind }) => kind === 'import-statement')
      .forEach(({ path: to }) => visit(to));
  };
  visit(entry);
  visit(start);
  const style = metafile.outputs[start]?.cssBundle ?? metafile.outputs[entry]?.cssBundle;
  return {
    script: toUrl(entry),
    style: style && toUrl(style),
    preloads: [...needed].filter((file) => file !== entry).map(toUrl),
  };
}

if (import.meta.filename === process.argv[1]) {
  const outDir = path.resolve(process.argv[2] ?? '.scrapewatch/client');
  const { seconds } = await buildClient({ outDir });
  console.log(`built the workbench's page in ${seconds.toFixed(1)} s`);
}
