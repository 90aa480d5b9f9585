/**
 * How long a whole answer may take, in milliseconds: Grafana's proxy waits `timeout` seconds for the first byte only, and
 * what comes after could drip for ever.
 */
export function answerWithinMs({ timeout = 30 }: { timeout?: number }): number {
  return timeout * 4_000;
}
