/** A stretch of the past to be written: runs queued in `from <= t < now`. */
export interface Period {
  seed: number;
  from: Date;
  now: Date;
}

export const RUN_SLOT_SECONDS = 900;
/** Share of a client's 15-minute slots with a run, at mean activity: about 2,400 runs a day over the fleet. */
export const RUNS_PER_SLOT = 0.6;
/** How much rarer runs of environment `dev` are. */
export const DEV_PACE = 0.3;

/** Writes a moment as an SQL literal. */
export function timeLiteral(time: Date): string {
  return `timestamptz '${time.toISOString()}'`;
}

/** Writes text as an SQL literal. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Draws by hashing a row's key: no order of execution, no state, the same on PostgreSQL 15 and 17.
 * `sim_draw` is uniform in [0, 1), `sim_normal` is normal with mean 0 and deviation 1.
 */
export function drawSql({ seed }: Period): string {
  return `
create or replace function pg_temp.sim_draw(key bigint, nth integer) returns double precision language sql immutable
return ((hashint8extended(key, ${BigInt(Math.trunc(seed)) * 1000n} + nth) >> 11) & 9007199254740991)::float8 / 9007199254740992.0;
create or replace function pg_temp.sim_normal(key bigint, nth integer) returns double precision language sql immutable
return sqrt(-2 * ln(1 - pg_temp.sim_draw(key, nth))) * cos(2 * pi() * pg_temp.sim_draw(key, nth + 500));`;
}

/** An SQL expression that picks one of some texts by a draw. */
export function pickSql(texts: readonly string[], draw: string): string {
  return `(array[${texts.map(textLiteral).join(', ')}])[1 + floor(${texts.length} * ${draw})::integer]`;
}
