import { type ThresholdKey, thresholds } from '../thresholds';

/** A threshold in words: `95 %`, `10 minutes`, `1,000`. Descriptions use it, so prose and colours cannot disagree. */
export function inWords(key: ThresholdKey): string {
  const { unit, value } = thresholds[key];
  if (unit === 'ratio') {
    return `${Number((value * 100).toFixed(2))} %`;
  }
  if (unit === 'count') {
    return value.toLocaleString('en-GB');
  }
  return durationInWords(value);
}

/** What a panel means, its target and the requirement rows it answers, as its description. */
export function explain(meaning: string, target: string, ...requirements: string[]): string {
  return `${meaning}\n\n**Target:** ${target}\n\n**Requirement:** ${requirements.join(', ')}`;
}

function durationInWords(seconds: number): string {
  const units: Array<[size: number, name: string]> = [
    [86400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ];
  const [size, name] = units.find(([candidate]) => seconds >= candidate && seconds % candidate === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
