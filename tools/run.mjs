// Every npm script goes through here, so that a fresh clone needs no separate install. Plain JavaScript on Node's own
// modules, because it runs before there is a node_modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(root, 'node_modules', '.scrapewatch-install.json');

/** What each command runs, and whether it needs what only tests, linters and generators need. */
const commands = {
  start: { file: 'demo/start.ts', scope: 'start' },
  build: { file: 'tools/build.ts', scope: 'start' },
  dev: { file: 'tools/dev.ts', scope: 'start' },
  generate: { file: 'tools/generate.ts', scope: 'all' },
  test: { file: 'tools/test.ts', scope: 'all' },
  bench: { file: 'bench/bench.ts', scope: 'all' },
  requirements: { file: 'tools/requirements.ts', scope: 'all' },
  adapt: { file: 'supabase/adapt/main.ts', scope: 'start' },
  tokens: { file: 'supabase/tokens/main.ts', scope: 'start' },
  simulator: { file: 'demo/simulator/main.ts', scope: 'start' },
};

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Unknown command ${name ?? ''}. There are: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}

await installWhenStale(command.scope);
const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, command.file), ...args], {
  cwd: root,
  stdio: 'inherit',
});
// The child ends itself in order; this process only waits, so that no signal is handled twice.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') {
      child.kill(signal);
    }
  });
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

async function installWhenStale(scope) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = readStamp();
  if (stamp?.lock === lock && (stamp.scope === 'all' || stamp.scope === scope)) {
    return;
  }
  const startedAt = Date.now();
  console.log(
    `Installing packages (${scope === 'all' ? 'with those for tests' : 'those the demo needs'}), about a minute …`
  );
  const omit = scope === 'all' ? [] : ['--omit=dev'];
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...omit]);
  writeFileSync(stampFile, JSON.stringify({ lock, scope }));
  console.log(`Installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function readStamp() {
  if (!existsSync(stampFile)) {
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function run(program, programArgs) {
  return new Promise((resolve) => {
    const install = spawn(program, programArgs, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    install.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
    install.on('exit', (code) => {
      if (code === 0) {
        resolve();
      } else {
        fail(
          `${program} ${programArgs.join(' ')} ended with ${code}. Check the network and the disk, then run the command again.`
        );
      }
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
