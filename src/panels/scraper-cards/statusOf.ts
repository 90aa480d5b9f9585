import { FieldType, type Field, type IconName } from '@grafana/data';

export type Tone = 'error' | 'off' | 'unknown' | 'warning' | 'ok';

/** Worst first: a scraper that fails hides behind nothing, one that somebody paused comes after one that stopped. */
export const TONES: readonly Tone[] = ['error', 'off', 'unknown', 'warning', 'ok'];

export const TONE_ICON: Record<Tone, IconName> = {
  error: 'exclamation-circle',
  off: 'square-shape',
  unknown: 'question-circle',
  warning: 'pause',
  ok: 'check-circle',
};

const WORDS: Record<Exclude<Tone, 'unknown'>, readonly string[]> = {
  error: ['error', 'failed', 'failing', 'critical', 'down', 'dead', 'crashed', 'unhealthy', 'blocked', 'firing'],
  off: ['stopped', 'off', 'disabled', 'inactive', 'missing', 'offline', 'cancelled'],
  warning: ['paused', 'retrying', 'degraded', 'warning', 'pending', 'stale', 'challenged', 'throttled'],
  ok: ['running', 'ok', 'healthy', 'up', 'alive', 'active', 'online', 'completed', 'processing', 'idle', 'valid'],
};

/** What a raw status says. Booleans, and numbers such as Prometheus' `up`, are down at 0 and up at 1. */
export function toneOf(value: unknown): Tone {
  if (value === true || value === 1) {
    return 'ok';
  }
  if (value === false || value === 0) {
    return 'error';
  }
  const word = String(value ?? '').toLowerCase();
  for (const tone of TONES) {
    if (tone !== 'unknown' && WORDS[tone].includes(word)) {
      return tone;
    }
  }
  return 'unknown';
}

/** The status as a word, unless a value mapping of the field has one. */
export function statusWord(field: Field, value: unknown): string | null {
  if (value === null || value === undefined || value === '') {
    return 'unknown';
  }
  if (field.config.mappings?.length) {
    return null;
  }
  if (field.type === FieldType.boolean || value === 0 || value === 1) {
    return value ? 'up' : 'down';
  }
  return null;
}
