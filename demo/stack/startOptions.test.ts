import { describe, expect, it } from 'vitest';
import { parseStartOptions, startHelp } from './startOptions';

describe('parseStartOptions', () => {
  it('starts with Prometheus, seed 1 and any port when nothing is said', () => {
    expect(parseStartOptions([])).toEqual({
      port: undefined,
      seed: 1,
      prometheus: true,
      fresh: false,
      grafana: false,
      help: false,
    });
  });

  it('reads every option that the help names', () => {
    const options = ['--port', '3100', '--seed', '7', '--no-prometheus', '--fresh', '--grafana', '--help'];
    expect(parseStartOptions(options)).toEqual({
      port: 3100,
      seed: 7,
      prometheus: false,
      fresh: true,
      grafana: true,
      help: true,
    });
    options.filter((option) => option.startsWith('--')).forEach((option) => expect(startHelp).toContain(option));
  });

  it.each([['0'], ['65536'], ['3e3'], ['x'], ['']])('refuses the port %j, naming the range', (port) => {
    expect(() => parseStartOptions(['--port', port])).toThrow('--port takes a whole number from 1 to 65535');
  });

  it('refuses an option it does not know, or a value that is missing, in a sentence that leads to the help', () => {
    expect(() => parseStartOptions(['--prot', '1'])).toThrow(/^Unknown option '--prot'.*--help$/);
    expect(() => parseStartOptions(['--seed'])).toThrow(/--seed.*--help$/);
    expect(() => parseStartOptions(['--prot'])).not.toThrow(TypeError); // which prints as a stack trace
  });
});
