import type { Settings } from '../config/options';
import type { Column } from '../query/columnTypes';
import { toRowsOf } from '../frames/Page';
import type { Row } from '../frames/toRows';
import { presetSchema } from '../query/presets';
import { asFault, type Fault } from '../transport/Fault';
import type { Send } from '../transport/http';
import { parseBody } from '../transport/readBody';
import { readPages, type CapKnowledge } from '../transport/readPages';
import { parseDescribe } from './parseDescribe';
import { parseOpenApi } from './parseOpenApi';
import type { Schema } from './Schema';

export interface DiscoveryContext {
  baseUrl: string;
  settings: Settings;
  send: Send;
  cap: CapKnowledge;
}

/** What was found, and why it may not be everything. */
export interface Discovered extends Schema {
  problem?: Fault;
}

/** More rows than this of columns and arguments help nobody choose. */
const mostRows = 20_000;

/**
 * Finds tables, columns and functions: our own `describe()` where it is installed, else the server's OpenAPI root. Never
 * throws: without either, names are typed by hand. The answer is kept until `refresh`.
 */
export class Discovery {
  private pending?: Promise<Discovered>;
  private found?: Discovered;

  constructor(private readonly context: DiscoveryContext) {}

  load(): Promise<Discovered> {
    this.pending ??= this.discover().then((found) => (this.found = found));
    return this.pending;
  }

  refresh(): Promise<Discovered> {
    this.pending = undefined;
    return this.load();
  }

  /** The columns of a table when they are known already. */
  knownColumns(schema: string, table: string): Column[] | undefined {
    return this.found?.tables.find((candidate) => candidate.schema === schema && candidate.name === table)?.columns;
  }

  private async discover(): Promise<Discovered> {
    const described = await this.describe();
    if (!('problem' in described)) {
      return described;
    }
    const roots = await Promise.all(this.context.settings.schemas.map((schema) => this.readRoot(schema)));
    const found = {
      tables: roots.flatMap((root) => root.tables),
      functions: roots.flatMap((root) => root.functions),
      relations: roots.flatMap((root) => root.relations),
    };
    return found.tables.length + found.functions.length > 0 ? found : { ...found, problem: described.problem };
  }

  private async describe(): Promise<Discovered> {
    try {
      const rows: Row[] = [];
      const headers = { Accept: 'application/json', 'Accept-Profile': presetSchema };
      await readPages(
        { path: 'read/rpc/describe', searchParams: [], headers },
        {
          ...this.context,
          signal: neverAborted(),
          keys: this.context.settings,
          bound: mostRows,
          boundIsWish: true,
          valueName: 'value',
        },
        (page) => rows.push(...toRowsOf(page))
      );
      return parseDescribe(rows);
    } catch (thrown) {
      return { tables: [], functions: [], relations: [], problem: asFault(thrown) };
    }
  }

  private async readRoot(schema: string): Promise<Discovered> {
    try {
      const { baseUrl, send } = this.context;
      const headers = { Accept: 'application/openapi+json', 'Accept-Profile': schema };
      return parseOpenApi(
        parseBody(await send({ method: 'GET', url: `${baseUrl}/read/`, headers }, neverAborted())),
        schema
      );
    } catch (thrown) {
      return { tables: [], functions: [], relations: [], problem: asFault(thrown) };
    }
  }
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
