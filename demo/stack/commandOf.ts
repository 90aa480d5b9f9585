import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The command line of a live process, or '' when there is none (or it is a zombie). */
export function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid < 2) {
    return '';
  }
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '); // slim images have no ps; zombies read as ''
    }
    const line = execFileSync('ps', ['-o', 'args=', '-ww', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
    return line.toString().trim();
  } catch {
    return '';
  }
}
