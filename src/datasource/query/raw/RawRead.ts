import type { RpcQuery, TableQuery } from '../model';

/** Something to say of a stretch of a request written by hand; `from` and `to` are offsets in its text. */
export interface RawProblem {
  from: number;
  to: number;
  message: string;
  /** Absent: an error, which PostgREST would refuse. */
  severity?: 'error' | 'warning';
}

/** What is valid, but no query of the builder can hold. */
export type RawLoss = RawProblem;

/** A stretch of a request and what it is. */
export interface RawPart {
  kind: 'table' | 'function' | 'key' | 'value';
  from: number;
  to: number;
}

export interface RawRead {
  /** The query of the builder that asks the same, apart from the losses; absent when there are problems that are errors. */
  query?: TableQuery | RpcQuery;
  parts: RawPart[];
  problems: RawProblem[];
  losses: RawLoss[];
}
