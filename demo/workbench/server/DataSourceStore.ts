import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HttpFault } from './HttpFault';
import { readState, writeState } from './stateFile';

export const dataSourceSchema = z.object({
  uid: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  name: z.string().min(1),
  type: z.string().min(1),
  url: z.string().default(''),
  isDefault: z.boolean().default(false),
  jsonData: z.record(z.string(), z.unknown()).default({}),
  secureJsonData: z.record(z.string(), z.string()).default({}),
});

/** What the stack provisions. Secrets stay in the server: see toFrontendSettings and toDataSourceDto. */
export type WorkbenchDataSource = z.input<typeof dataSourceSchema> & {
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
};
type Stored = z.output<typeof dataSourceSchema>;

/** What a save may change. No defaults here: what a save leaves out stays as it is. */
const changeSchema = z.object({
  name: z.string().min(1).optional(),
  url: z.string().optional(),
  isDefault: z.boolean().optional(),
  jsonData: z.record(z.string(), z.unknown()).optional(),
  secureJsonData: z.record(z.string(), z.string()).optional(),
});

/** What the state file holds: what users saved, and which provisioned state each change was made on. */
const savedSchema = z.array(z.object({ source: dataSourceSchema, basis: z.string().optional() }));
type Saved = z.output<typeof savedSchema>[number];

/**
 * The data sources, provisioned and made by users. A user's change of a provisioned one holds until what is provisioned
 * changes (new keys, another port), then the provisioned one wins, as in Grafana.
 */
export class DataSourceStore {
  private provisioned: Stored[] = [];
  private saved: Saved[];
  /** Set once a user chose another default. */
  private defaultUid?: string;

  /** Reads `stateFile` when one is given; without it, changes last as long as the process. */
  constructor(private readonly stateFile?: string) {
    this.saved = stateFile ? (readState(stateFile, savedSchema) ?? []) : [];
  }

  /** Replaces what is provisioned. */
  provision(sources: WorkbenchDataSource[]): void {
    this.provisioned = sources.map((source) => dataSourceSchema.parse(source));
    const bases = new Map(this.provisioned.map((source) => [source.uid, basisOf(source)]));
    this.saved = this.saved.filter(({ source, basis }) => !bases.has(source.uid) || bases.get(source.uid) === basis);
  }

  /** All of them, by name, the user's version of each. */
  list(): Stored[] {
    const isProvisioned = (uid: string) => this.provisioned.some((source) => source.uid === uid);
    // A change of something that is not provisioned yet waits for it.
    const saved = this.saved
      .filter(({ source, basis }) => basis === undefined || isProvisioned(source.uid))
      .map(({ source }) => source);
    const untouched = this.provisioned.filter(({ uid }) => !saved.some((source) => source.uid === uid));
    const { defaultUid } = this;
    return [...untouched, ...saved]
      .map((source) => (defaultUid === undefined ? source : { ...source, isDefault: source.uid === defaultUid }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  get(uid: string): Stored | undefined {
    return this.list().find((source) => source.uid === uid);
  }

  /** Saves a change. A secret that the change does not name keeps its value. Throws HttpFault 400, 404 or 409. */
  save(uid: string, body: unknown): Stored {
    const current = this.get(uid);
    if (!current) {
      throw new HttpFault(404, 'Data source not found');
    }
    const change = parseOr400(changeSchema, body);
    const secureJsonData = { ...current.secureJsonData, ...change.secureJsonData };
    return this.keep({ ...current, ...change, secureJsonData });
  }

  /** Adds a data source, with a uid of its own choosing or one made here. Throws HttpFault 400 or 409. */
  create(body: unknown): Stored {
    const uid = `ds${createHash('sha256').update(`${Date.now()}${Math.random()}`).digest('hex').slice(0, 12)}`;
    const source = parseOr400(dataSourceSchema, { uid, ...(body as object) });
    if (this.get(source.uid)) {
      throw new HttpFault(409, 'data source with the same uid already exists');
    }
    return this.keep(source);
  }

  private keep(source: Stored): Stored {
    if (this.list().some((other) => other.name === source.name && other.uid !== source.uid)) {
      throw new HttpFault(409, 'data source with the same name already exists');
    }
    const base = this.provisioned.find(({ uid }) => uid === source.uid);
    const others = this.saved.filter((entry) => entry.source.uid !== source.uid);
    this.saved = [...others, { source, basis: base && basisOf(base) }];
    this.defaultUid = source.isDefault ? source.uid : this.defaultUid;
    if (this.stateFile) {
      writeState(this.stateFile, this.saved);
    }
    return source;
  }
}

function basisOf(source: Stored): string {
  return createHash('sha256').update(JSON.stringify(source)).digest('hex');
}

function parseOr400<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new HttpFault(400, `bad request data: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
