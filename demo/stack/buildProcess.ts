// Run by buildWhenStale.ts: `buildProcess.ts bundle|client OUT_DIR`.
export {}; // a module, so that it may await

const [name, outDir] = process.argv.slice(2);
if (!outDir) {
  throw new Error('buildProcess.ts needs the name of a build and its folder');
}
try {
  if (name === 'bundle') {
    const { buildBundle } = await import('../../tools/build');
    await buildBundle(outDir);
  } else {
    const { buildClient } = await import('../workbench/build');
    await buildClient({ outDir });
  }
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
