import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from './commandOf';

/**
 * Makes way for a new server after an earlier one was killed: ends a server that still runs on this data, removes a
 * `postmaster.pid` that names no server of ours. Throws when the process that started the server is alive.
 */
export async function endLeftover(home: string, onNotice: (line: string) => void): Promise<void> {
  const lock = join(home, 'cluster', 'postmaster.pid');
  if (!existsSync(lock)) {
    return;
  }
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!commandOf(pid).includes(join(home, 'cluster'))) {
    rmSync(lock, { force: true }); // the pid may by now belong to any other program, which PostgreSQL would take for a server
    return;
  }
  const owner = existsSync(join(home, 'owner')) ? Number(readFileSync(join(home, 'owner'), 'utf8')) : 0;
  if (owner === process.pid || /node|tsx|vitest/.test(commandOf(owner))) {
    throw new Error(
      `The data in ${home} is in use by process ${owner}. Stop that one first (Ctrl-C there, or kill ${owner}).`
    );
  }
  onNotice(`Stopping PostgreSQL (process ${pid}), left over from an earlier start.`);
  await endProcess(pid);
}

async function endProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  const killAt = Date.now() + 10_000;
  while (commandOf(pid) !== '') {
    if (Date.now() > killAt) {
      process.kill(pid, 'SIGKILL');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
