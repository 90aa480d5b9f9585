const UNITS: Array<[name: string, seconds: number]> = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** A length of time in at most two units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. Negative ones count as 0. */
export function formatAge(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = UNITS.findIndex(([, size]) => whole >= size);
  if (at < 0) {
    return '0 s';
  }
  const [name, size] = UNITS[at];
  const main = `${Math.floor(whole / size)} ${name}`;
  const next = UNITS[at + 1];
  const rest = next ? Math.floor((whole % size) / next[1]) : 0;
  // Seconds beside minutes say nothing to someone who watches a pipeline.
  return rest > 0 && next[0] !== 's' ? `${main} ${rest} ${next[0]}` : main;
}
