import { FieldType, type DataFrame } from '@grafana/data';
import type { Read } from './runPoll';
import type { World } from './World';

export interface SimulatedRow {
  id: number;
  /** When its latest version was written, in milliseconds. */
  at: number;
  value: number;
}

/** A change that is written at one time and seen by others at a later one. */
export interface Change {
  writtenAt: number;
  committedAt: number;
  row?: SimulatedRow;
  deletes?: number;
}

export interface Simulation {
  changes: Change[];
  /** Spans in which requests fail, and in which nobody looks. */
  down: Array<[number, number]>;
  hidden: Array<[number, number]>;
  /** How long each request takes. */
  latencyMs: number;
  endsAt: number;
}

/** A database, a network and a page on one clock that only moves when somebody waits. */
export class SimulatedServer {
  clock = 0;
  requests: Array<{ at: number; rows: number; whole: boolean; hidden: boolean }> = [];
  private readonly controller = new AbortController();

  constructor(
    private readonly simulation: Simulation,
    private readonly column: 'at' | 'id'
  ) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  readonly world: World = {
    now: () => this.clock,
    random: () => 0.5,
    changes: () => 0,
    pause: async (ms) => {
      this.clock += ms;
      if (this.clock > this.simulation.endsAt) {
        this.controller.abort();
      }
    },
    visible: async () => {
      this.clock = within(this.simulation.hidden, this.clock)?.[1] ?? this.clock;
    },
  };

  readonly read: Read = async (floor) => {
    const at = this.clock;
    this.clock += this.simulation.latencyMs / 2;
    const rows = this.rowsAt(this.clock).filter((row) => floor === undefined || row[this.column] >= floor.position);
    this.clock += this.simulation.latencyMs / 2;
    const hidden = within(this.simulation.hidden, at) !== undefined;
    this.requests.push({ at, rows: rows.length, whole: floor === undefined, hidden });
    if (within(this.simulation.down, at)) {
      throw new Error('down');
    }
    return { frames: [toFrame(rows)], fromMs: 0, cut: false };
  };

  /** What a reader sees at a time, in the order of the ids. */
  rowsAt(time: number): SimulatedRow[] {
    const rows = new Map<number, SimulatedRow>();
    const committed = this.simulation.changes.filter((change) => change.committedAt <= time);
    for (const { row, deletes } of committed.sort((a, b) => a.committedAt - b.committedAt)) {
      if (row) {
        rows.set(row.id, row);
      }
      if (deletes !== undefined) {
        rows.delete(deletes);
      }
    }
    return [...rows.values()].sort((a, b) => a.id - b.id);
  }
}

/** The rows of a frame in the order of their ids. */
export function rowsOf(frame: DataFrame): SimulatedRow[] {
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [ids, ats, values] = ['id', 'at', 'value'].map(column);
  const rows = Array.from({ length: frame.length }, (_, i) => ({ id: ids[i], at: ats[i], value: values[i] }));
  return rows.sort((a, b) => a.id - b.id);
}

function toFrame(rows: SimulatedRow[]): DataFrame {
  const field = (name: keyof SimulatedRow, type: FieldType) => ({
    name,
    type,
    config: {},
    values: rows.map((row) => row[name]),
  });
  const fields = [field('id', FieldType.number), field('at', FieldType.time), field('value', FieldType.number)];
  return { fields, length: rows.length };
}

function within(spans: Array<[number, number]>, at: number): [number, number] | undefined {
  return spans.find(([from, to]) => from <= at && at < to);
}
