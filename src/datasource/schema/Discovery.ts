import type { Settings } from '../config/options';
import { abortError, type Send } from '../transport/http';
import type { Fault } from '../transport/Fault';
import type { CapKnowledge } from '../transport/readPages';
import type { Probe } from './probeTable';
import type { ColumnInfo, Schema, TableInfo } from './Schema';

export interface DiscoveryContext {
  baseUrl: string;
  settings: Settings;
  send: Send;
  cap: CapKnowledge;
}

/** What was found, where, and why it may not be everything. */
export interface Discovered extends Schema {
  /** Our own function, the API's root, what answered when a name was typed, or nothing at all. */
  source: 'describe' | 'openapi' | 'probe' | 'none';
  problem?: Fault;
}

interface Search {
  found: Promise<Discovered>;
  controller: AbortController;
  waiting: number;
  isSettled: boolean;
}

/**
 * Finds tables, columns and functions: by our own function where it is installed, else at the server's OpenAPI root, else
 * by what answers when a name is typed. A data source has one, as Grafana has one data source of each uid, so that all
 * editors share what was found. It is kept until `refresh`, unless the server could not be reached.
 */
export class Discovery {
  private search?: Search;
  private found?: Discovered;
  private tables = new Map<string, TableInfo>();
  private readonly probes = new Map<string, Promise<Probe>>();
  private readonly probed = new Map<string, TableInfo>();
  private readonly listeners = new Set<(found: Discovered) => void>();

  constructor(private readonly context: DiscoveryContext) {}

  /**
   * What is there. Rejects only when `signal` is aborted, with an AbortError; the search itself goes on as long as
   * somebody waits for it.
   */
  load(signal?: AbortSignal): Promise<Discovered> {
    const search = (this.search ??= this.start());
    return waitFor(search, signal, () => {
      search.controller.abort();
      if (this.search === search) {
        this.search = undefined;
      }
    });
  }

  /** Looks again. What was known stays known until the answer is there. */
  refresh(signal?: AbortSignal): Promise<Discovered> {
    this.search = undefined;
    this.probes.clear();
    this.probed.clear();
    return this.load(signal);
  }

  /** What is known already; never asks. */
  known(): Discovered | undefined {
    return this.found;
  }

  /** The columns of a table when they are known already, and not guessed. */
  knownColumns(schema: string, table: string): ColumnInfo[] | undefined {
    return this.knownTable(schema, table)?.columns;
  }

  /** What is known of a table already, unless it was guessed. */
  knownTable(schema: string, table: string): TableInfo | undefined {
    const known = this.tables.get(keyOf(schema, table));
    return known?.isGuess ? undefined : known;
  }

  /**
   * What a table answers that nothing lists: its columns by one row of it, or names near to the one typed. Asked once for
   * each name; what is found joins what is known. Never rejects.
   */
  probe(schema: string, table: string): Promise<Probe> {
    const key = keyOf(schema, table);
    const known = this.tables.get(key);
    if (known && known.columns.length > 0) {
      return Promise.resolve({ table: known, suggestions: [] });
    }
    const asked = this.probes.get(key) ?? this.ask(schema, table);
    this.probes.set(key, asked);
    return asked;
  }

  /** Calls back whenever more is known; the result stops that. */
  subscribe(listener: (found: Discovered) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private start(): Search {
    const controller = new AbortController();
    const search: Search = {
      controller,
      waiting: 0,
      isSettled: false,
      // Loaded when it is needed: no panel needs it.
      found: import('./discover').then(({ discover }) => discover(this.context, controller.signal)),
    };
    const settle = (found: Discovered) => {
      search.isSettled = true;
      if (this.search === search) {
        this.search = found.problem && isPassing(found.problem) ? undefined : search;
        this.keep(found);
      }
    };
    search.found.then(settle, () => undefined);
    return search;
  }

  private async ask(schema: string, table: string): Promise<Probe> {
    const { probeTable } = await import('./probeTable');
    const probe = await probeTable(this.context, schema, table);
    if (probe.table) {
      this.probed.set(keyOf(schema, table), probe.table);
      this.keep(this.found ?? nothing);
    }
    return probe;
  }

  /** Takes over what was found, and what was probed beside it. */
  private keep(found: Discovered): void {
    const tables = new Map(found.tables.map((table) => [keyOf(table.schema, table.name), table]));
    for (const [key, table] of this.probed) {
      if (!tables.get(key)?.columns.length) {
        tables.set(key, table);
      }
    }
    const source = found.source === 'none' && this.probed.size > 0 ? 'probe' : found.source;
    this.found = { ...found, tables: [...tables.values()], source };
    this.tables = tables;
    if (this.search?.isSettled) {
      this.search = { ...this.search, found: Promise.resolve(this.found) };
    }
    this.listeners.forEach((listener) => listener(this.found ?? found));
  }
}

const nothing: Discovered = { tables: [], functions: [], relations: [], source: 'none' };

/** The answer, or an AbortError when the signal comes first; the last one to leave calls `onLast`. */
function waitFor(search: Search, signal: AbortSignal | undefined, onLast: () => void): Promise<Discovered> {
  search.waiting++;
  if (!signal) {
    return search.found;
  }
  return new Promise((resolve, reject) => {
    const leave = () => {
      search.waiting--;
      reject(abortError());
      if (search.waiting === 0 && !search.isSettled) {
        onLast();
      }
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    search.found.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

const passing: ReadonlySet<string> = new Set([
  ...['unreachable', 'network', 'gateway-timeout', 'endless-answer', 'too-many-requests', 'server-error'],
  ...['database-down', 'schema-cache', 'session-ended', 'project-paused', 'statement-timeout'],
]);

/** True for what may be over when the next editor opens. */
function isPassing(problem: Fault): boolean {
  return passing.has(problem.code);
}

function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}
