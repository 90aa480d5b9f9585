import { type ChildProcess, spawn } from 'node:child_process';

export interface ChildOptions {
  /** Name used in messages, e.g. `PostgreSQL`. */
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Signal that asks for an orderly end. */
  stopSignal: NodeJS.Signals;
  /** Called with each chunk of stdout and stderr. */
  onOutput?: (text: string) => void;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  pid: number;
  /** Resolves once, when the process has ended for whatever reason. */
  exited: Promise<Exit>;
  /** The last lines of stdout and stderr, for error messages. */
  lastLines(): string[];
  /** Asks the process to end, kills it after 10 s, resolves when it is gone. */
  stop(): Promise<void>;
  /** Kills the process at once; resolves when it is gone. */
  kill(): Promise<void>;
}

const STOP_AFTER_MS = 10_000;
const KEPT_LINES = 40;

/**
 * Starts a process that cannot outlive us. It gets a session of its own, so that Ctrl-C in the terminal reaches only us and
 * we stop things in order; a keeper (a shell blocked on a pipe from us) stops it when we are killed outright.
 * Rejects when the command cannot be started.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const process_ = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
  });
  const exited = new Promise<Exit>((resolve) => process_.once('exit', (code, signal) => resolve({ code, signal })));
  const lines: string[] = [];
  const keep = (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lines.splice(0, lines.length - KEPT_LINES);
    options.onOutput?.(text);
  };
  process_.stdout.on('data', keep);
  process_.stderr.on('data', keep);
  await new Promise<void>((resolve, reject) => {
    process_.once('spawn', resolve);
    process_.once('error', (error) => reject(new Error(`${options.name} could not be started: ${error.message}`)));
  });
  const pid = process_.pid ?? 0;
  const keeper = startKeeper(pid, options.stopSignal);
  void exited.then(() => keeper.kill('SIGKILL'));

  const end = async (signal: NodeJS.Signals) => {
    const timer = setTimeout(() => process_.kill('SIGKILL'), STOP_AFTER_MS);
    process_.kill(signal);
    await exited;
    clearTimeout(timer);
  };
  return {
    pid,
    exited,
    lastLines: () => [...lines],
    stop: () => end(options.stopSignal),
    kill: () => end('SIGKILL'),
  };
}

/** Ends `pid` as soon as our end of the keeper's stdin closes, which the kernel does even after `kill -9`. */
function startKeeper(pid: number, signal: NodeJS.Signals): ChildProcess {
  const script = `read -r _; kill -${signal.slice(3)} ${pid} 2>/dev/null || exit 0
    for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 ${pid} 2>/dev/null || exit 0; done; kill -KILL ${pid}`;
  const keeper = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  keeper.on('error', () => undefined); // no shell: orderly stops still work, only kill -9 of us would leave the child
  keeper.stdin.on('error', () => undefined);
  keeper.unref();
  if ('unref' in keeper.stdin && typeof keeper.stdin.unref === 'function') {
    keeper.stdin.unref();
  }
  return keeper;
}
