/** What is known of a fault beside its code; each entry of the catalogue uses what it needs. */
export interface FaultContext {
  /** What the server said, or the thing that is wrong. */
  detail?: string;
  /** HTTP status. */
  status?: number;
  /** PostgREST's or Postgres' code. */
  code?: string;
  /** When the reader's token ends, as the data source's settings know it. */
  expiresAt?: string;
  schema?: string;
  /** The table or view, or with `isFunction` the function, that was asked. */
  relation?: string;
  isFunction?: boolean;
  /** The database role that the request acted as, as far as the settings know it. */
  role?: string;
  /** The project's address, as the settings have it. */
  url?: string;
  /** How long Grafana's proxy waits, in seconds. */
  timeoutSeconds?: number;
  /** How long the server asks to be left alone. */
  retryAfterSeconds?: number;
  /** The schemas that the server exposes, where it said so. */
  exposed?: string[];
}

/** One entry of the catalogue. `mend` may name a command; then it stands right before it and ends in a full stop. */
export interface FaultText {
  message: (context: FaultContext) => string;
  mend: string;
  /** What may have happened, where the answer does not tell. */
  causes?: string[] | ((context: FaultContext) => string[]);
  /** What to run: SQL that mends it, or a shell command that tells the causes apart. It holds no key. */
  command?: (context: FaultContext) => string | undefined;
}
