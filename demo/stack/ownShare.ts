import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a program that sees files of ours in /usr/share, and nobody else does. */
export interface OwnShare {
  around(program: string, args: string[]): { command: string; args: string[] };
}

/** Of root, and of anybody where the kernel lets users make namespaces. */
const unshareWays = [['--mount'], ['--user', '--map-root-user', '--mount']];
/** Laid over /usr/share where the kernel can (5.11 and later as a user), else in its place. */
const mounts = ['mount -t overlay overlay -o "lowerdir=$1:/usr/share" /usr/share', 'mount --bind "$1" /usr/share'];

/**
 * For a Debian package that was unpacked instead of installed, and whose program names a file in /usr/share: puts `folder`
 * there in a mount namespace of the program's own, so that nothing of the system changes and it ends with the program.
 * Returns undefined where neither way is allowed, e.g. in a container without rights. `probe` is a file below the folder.
 */
export async function ownShare(folder: string, probe: string): Promise<OwnShare | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  for (const flags of unshareWays) {
    for (const mount of mounts) {
      const around = (program: string, args: string[]) => ({
        command: 'unshare',
        // exec: the process that is watched and ended is the program itself
        args: [...flags, 'sh', '-c', `${mount} && shift && exec "$@"`, 'sh', folder, program, ...args],
      });
      const test = around('test', ['-r', `/usr/share/${probe}`]);
      const works = await run(test.command, test.args, { timeout: 5_000 }).then(
        () => true,
        () => false
      );
      if (works) {
        return { around };
      }
    }
  }
  return undefined;
}
