import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toText } from '../../shared/fields/cell';
import { nameOf, normalise, resolveFields, type FieldRole } from '../../shared/fields/resolveFields';
import type { ScraperCardsOptions } from './options';
import { statusWord, TONES, toneOf, type Tone } from './statusOf';

/** One card: a row of the frame. */
export interface Card {
  key: string;
  rowIndex: number;
  name: string;
  /** `system · environment`, where the frame has them. */
  place: string | null;
  tone: Tone;
  error: string | null;
}

export interface Figure {
  field: Field;
  label: string;
}

/** How many cards read alike; `word` is their common status, or what their tone means when they have several. */
export interface ToneCount {
  tone: Tone;
  count: number;
  word: string;
}

export interface Cards {
  kind: 'cards';
  cards: Card[];
  figures: Figure[];
  nameField: Field;
  statusField: Field | undefined;
  errorField: Field | undefined;
  /** Fields whose data links belong to the card, the error's first. */
  linkFields: Field[];
  counts: ToneCount[];
}

export type CardsResult = { kind: 'empty' } | { kind: 'missing'; roles: FieldRole[]; available: string[] } | Cards;

/** Figures shown without being asked, in the order that operators read them. */
const KNOWN_FIGURES = [
  ...['uptime_seconds', 'last_run_at', 'last_seen_at', 'scrape_rate_per_minute', 'error_rate', 'queue_size', 'backlog'],
  ...['memory_bytes', 'cpu_ratio', 'api_calls', 'rate_limit_remaining', 'jobs_done', 'age_seconds'],
];

/** The first frame with a name in each row, as cards: problems first, then as the data comes. */
export function toCards(frames: DataFrame[], options: ScraperCardsOptions): CardsResult {
  const { required, optional } = roles(options);
  const resolved = resolveFields(frames, required, optional);
  if (resolved.kind !== 'found') {
    return resolved;
  }
  const { frame, fields } = resolved;
  const cards = Array.from({ length: frame.length }, (_, rowIndex): Card => {
    const at = (field: Field | undefined) => toText(field?.values[rowIndex]);
    return {
      key: `${rowIndex}`,
      rowIndex,
      name: at(fields.name) ?? '–',
      place: [at(fields.system), at(fields.environment)].filter(Boolean).join(' · ') || null,
      tone: fields.status ? toneOf(fields.status.values[rowIndex]) : 'unknown',
      error: at(fields.error),
    };
  });
  const linked = frame.fields.filter((field) => field.config.links?.length);
  return {
    kind: 'cards',
    cards: options.problemsFirst ? sortByTone(cards) : cards,
    figures: figuresOf(frame, frames, new Set(Object.values(fields)), options.figures),
    nameField: fields.name,
    statusField: fields.status,
    errorField: fields.error,
    linkFields: [fields.error, fields.name, ...linked].filter((field): field is Field => field !== undefined),
    counts: countTones(cards, fields.status),
  };
}

const TONE_WORD: Record<Tone, string> = {
  error: 'failing',
  off: 'stopped',
  unknown: 'unknown',
  warning: 'impaired',
  ok: 'running',
};

function countTones(cards: Card[], status: Field | undefined): ToneCount[] {
  return TONES.flatMap((tone) => {
    const alike = cards.filter((card) => card.tone === tone);
    if (alike.length === 0) {
      return [];
    }
    const words = new Set(alike.map(({ rowIndex }) => (status ? wordOf(status, status.values[rowIndex]) : '')));
    const [only] = words;
    return [{ tone, count: alike.length, word: words.size === 1 && only !== '' ? only : TONE_WORD[tone] }];
  });
}

function wordOf(status: Field, value: unknown): string {
  return statusWord(status, value) ?? toText(value) ?? '';
}

function roles(options: ScraperCardsOptions) {
  const text = [FieldType.string];
  const required: Record<'name', FieldRole> = {
    name: {
      label: 'Name',
      chosen: options.nameField,
      names: ['scraper', 'worker', 'name', 'service', 'instance', 'job', 'client'],
      types: options.nameField ? [] : text,
      byType: true,
    },
  };
  const optional: Record<'status' | 'error' | 'system' | 'environment', FieldRole> = {
    status: {
      label: 'Status',
      chosen: options.statusField,
      names: ['status', 'state', 'alive', 'up', 'healthy'],
      types: [],
    },
    error: { label: 'Last error', names: ['last_error', 'error', 'message'], types: text },
    system: { label: 'System', names: ['system'], types: text },
    environment: { label: 'Environment', names: ['environment', 'env'], types: text },
  };
  return { required, optional };
}

function sortByTone(cards: Card[]): Card[] {
  return [...cards].sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || a.rowIndex - b.rowIndex);
}

function figuresOf(frame: DataFrame, frames: DataFrame[], taken: Set<Field | undefined>, chosen: string[]): Figure[] {
  const free = frame.fields.filter((field) => !taken.has(field));
  const figure = (field: Field): Figure => ({ field, label: nameOf(field, frame, frames) });
  if (chosen.length > 0) {
    return chosen.flatMap((name) => {
      const field = frame.fields.find((entry) => entry.name === name || nameOf(entry, frame, frames) === name);
      return field ? [figure(field)] : [];
    });
  }
  const known = KNOWN_FIGURES.flatMap((name) => free.filter((field) => normalise(field.name) === normalise(name)));
  if (known.length > 0) {
    return known.map(figure);
  }
  return free.filter((field) => field.type === FieldType.number || field.type === FieldType.time).map(figure);
}
