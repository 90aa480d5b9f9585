import { FieldType, outerJoinDataFrames, sortDataFrame, type DataFrame, type Field } from '@grafana/data';
import { toMillis, toNumber } from '../../shared/fields/cell';
import { nameOf, normalise, resolveFields, type FieldRole } from '../../shared/fields/resolveFields';
import type { QueueChartOptions } from './options';

export interface Series {
  label: string;
  /** The known word for it, else the normalised name; colours go by it. */
  word: string;
  field: Field;
  values: Array<number | null>;
}

export interface Queue {
  kind: 'queue';
  /** Milliseconds since 1970, ascending. */
  times: number[];
  states: Series[];
  arrivals: Series | null;
  completions: Series | null;
}

export type QueueResult = { kind: 'empty' } | { kind: 'missing'; roles: FieldRole[]; available: string[] } | Queue;

/** In stacking order: what is being worked on lies under what waits. */
const STATES = ['processing', 'queued', 'waiting', 'pending', 'retrying', 'failed', 'cancelled'];
const ARRIVALS = ['arrivals', 'arrived', 'enqueued', 'added', 'incoming'];
const COMPLETIONS = ['completions', 'completed', 'dequeued', 'done', 'outgoing'];

/** Frames of any source (one wide frame, or a series a state) as states over time with their flow. */
export function toQueue(frames: DataFrame[], options: QueueChartOptions): QueueResult {
  const joined = joinByTime(frames);
  const number = [FieldType.number];
  const resolved = resolveFields<'time', 'arrivals' | 'completions'>(
    joined,
    {
      time: {
        label: 'Time',
        chosen: options.timeField,
        names: ['time', 'sampled_at'],
        types: [FieldType.time],
        byType: true,
      },
    },
    {
      arrivals: { label: 'Arrivals', chosen: options.arrivalsField, names: ARRIVALS, types: number },
      completions: { label: 'Completions', chosen: options.completionsField, names: COMPLETIONS, types: number },
    }
  );
  if (resolved.kind !== 'found') {
    return resolved;
  }
  const { fields } = resolved;
  const frame = ascending(resolved.frame, fields.time);
  const series = (field: Field): Series => {
    const sorted = frame.fields[resolved.frame.fields.indexOf(field)];
    return {
      label: nameOf(field, resolved.frame, joined),
      word: wordOf(field),
      field,
      values: sorted.values.map(toNumber),
    };
  };
  const arrivals = fields.arrivals ?? findWord(resolved.frame, ARRIVALS);
  const completions = fields.completions ?? findWord(resolved.frame, COMPLETIONS);
  const states = stateFields(resolved.frame, joined, options.stateFields, [arrivals, completions]);
  if (states.kind === 'missing') {
    return states;
  }
  const time = frame.fields[resolved.frame.fields.indexOf(fields.time)];
  return {
    kind: 'queue',
    times: time.values.map((value: unknown) => toMillis(value) ?? 0),
    states: states.fields.map(series),
    arrivals: arrivals ? series(arrivals) : null,
    completions: completions ? series(completions) : null,
  };
}

function joinByTime(frames: DataFrame[]): DataFrame[] {
  const timed = frames.filter(
    (frame) => frame.length > 0 && frame.fields.some((field) => field.type === FieldType.time)
  );
  if (timed.length < 2) {
    return timed.length === 1 ? timed : frames;
  }
  const joined = outerJoinDataFrames({ frames: timed });
  return joined ? [joined] : timed;
}

function ascending(frame: DataFrame, time: Field): DataFrame {
  const isSorted = time.values.every((value, index) => index === 0 || time.values[index - 1] <= value);
  return isSorted ? frame : sortDataFrame(frame, frame.fields.indexOf(time));
}

/** The state that a field's name or one of its labels names, else its name. */
function wordOf(field: Field): string {
  const names = [field.name, field.config.displayName ?? '', ...Object.values(field.labels ?? {})].map(normalise);
  return [...STATES, ...ARRIVALS, ...COMPLETIONS].find((word) => names.includes(word)) ?? normalise(field.name);
}

function findWord(frame: DataFrame, words: string[]): Field | undefined {
  return frame.fields.find((field) => field.type === FieldType.number && words.includes(wordOf(field)));
}

function stateFields(
  frame: DataFrame,
  frames: DataFrame[],
  chosen: string[],
  taken: Array<Field | undefined>
): { kind: 'fields'; fields: Field[] } | Extract<QueueResult, { kind: 'missing' }> {
  const available = frame.fields.map((field) => nameOf(field, frame, frames));
  const role: FieldRole = { label: 'States', names: STATES, types: [FieldType.number] };
  if (chosen.length > 0) {
    const found = chosen.map((name) =>
      frame.fields.find((field) => [field.name, nameOf(field, frame, frames)].includes(name))
    );
    const lost = chosen.find((_, index) => !found[index]);
    return lost === undefined
      ? { kind: 'fields', fields: found.filter((field): field is Field => field !== undefined) }
      : { kind: 'missing', roles: [{ ...role, chosen: lost }], available };
  }
  const numbers = frame.fields.filter((field) => field.type === FieldType.number && !taken.includes(field));
  const known = STATES.flatMap((word) => numbers.filter((field) => wordOf(field) === word));
  if (known.length > 0) {
    return { kind: 'fields', fields: known };
  }
  return numbers.length > 0 ? { kind: 'fields', fields: numbers } : { kind: 'missing', roles: [role], available };
}
