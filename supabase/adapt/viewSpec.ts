/** What decides how a source column becomes a column of an adapter view. */
export type Kind =
  | 'id'
  | 'text'
  | 'time'
  | 'date'
  | 'integer'
  | 'bigint'
  | 'double'
  | 'seconds'
  | 'bytes'
  | 'ratio'
  | 'money'
  | 'boolean'
  | 'retries'
  | 'words';

/** Our vocabularies; wordMaps.ts holds the teams' words for each. */
export type Vocabulary =
  | 'run'
  | 'client'
  | 'scraper'
  | 'worker'
  | 'level'
  | 'account'
  | 'accountKind'
  | 'backup'
  | 'activity'
  | 'subscription'
  | 'payment';

export interface ColumnSpec {
  /** Name in the adapter view. */
  name: string;
  /** SQL type in the adapter view. */
  type: string;
  kind: Kind;
  /** Names that teams give it, the most telling first. */
  names: string[];
  vocabulary?: Vocabulary;
  /** Without it the view is not proposed. */
  isRequired?: boolean;
  /** SQL in its place when the project has nothing like it. */
  otherwise: string;
  /** What is lost then, for the comment. */
  cost?: string;
  /** Taken from the joined table of this view when the row has no such column: the name, or system and environment. */
  through?: JoinedView[];
}

export type JoinedView = 'clients' | 'scrapers';

export interface ViewSpec {
  view: string;
  /** Names that teams give such a table, the most telling first. */
  tables: string[];
  columns: ColumnSpec[];
  /** Without it, what stays empty, for the comment. */
  lost: string;
  /** Foreign keys to follow: to which view's table, and names of the column. */
  joins?: Array<{ to: JoinedView; names: string[] }>;
}

/** A list of names, written with spaces between. */
export const wordList = (text: string) => text.split(' ').filter((word) => word !== '');

/** A column without which the view is of no use. `names` are those that teams give it, the most telling first. */
export function required(
  name: string,
  type: string,
  kind: Kind,
  names: string,
  more: Partial<ColumnSpec> = {}
): ColumnSpec {
  return { name, type, kind, names: wordList(names), otherwise: '', isRequired: true, ...more };
}

/** A column that may be missing: null of its type then, unless `otherwise` says better. What is not known is not invented. */
export function column(
  name: string,
  type: string,
  kind: Kind,
  names: string,
  more: Partial<ColumnSpec> = {}
): ColumnSpec {
  return { name, type, kind, names: wordList(names), otherwise: `null::${type}`, ...more };
}

/** Every view tells them; most teams have one system and know the environment by the project. */
export function place(through: JoinedView[] = []): ColumnSpec[] {
  return [
    column('system', 'text', 'text', 'system product app application', { otherwise: '', through }),
    column('environment', 'text', 'text', 'environment env stage deployment', { otherwise: '', through }),
  ];
}

/** How a view's own table is called in its SQL. */
export const ALIAS = 'x';
