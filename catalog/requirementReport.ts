import type { Requirement } from './requirements';

/** A test as its whole title (with those of the groups around it) and file say; `kind` tells whether the stack takes part. */
export interface TestTitle {
  title: string;
  file: string;
  kind: 'unit' | 'integration' | 'browser';
}

/** A place outside the tests that names requirement ids: a dashboard's panel, an alert rule, a page of the docs. */
export interface Place {
  name: string;
  ids: string[];
}

export interface ReportInput {
  requirements: Record<string, Requirement>;
  tests: TestTitle[];
  panels: Place[];
  alerts: Place[];
  docs: Place[];
}

export interface ReportRow extends Requirement {
  id: string;
  tests: TestTitle[];
  panels: string[];
  alerts: string[];
  docs: string[];
}

export interface RequirementReport {
  rows: ReportRow[];
  /** A sentence each; none: every row that says `done` has what a done row needs. */
  problems: string[];
}

/** A title may name so many rows: a test that claims everything proves nothing. */
const idsATitleMayName = 2;

/** Where each requirement is met and tested, and which rows claim more than the tests prove. */
export function requirementReport({ requirements, tests, panels, alerts, docs }: ReportInput): RequirementReport {
  const rows = Object.entries(requirements).map(([id, requirement]): ReportRow => {
    const naming = (places: Place[]) => places.filter(({ ids }) => ids.includes(id)).map(({ name }) => name);
    return {
      id,
      ...requirement,
      tests: tests.filter(({ title }) => idsIn(title).includes(id)),
      panels: naming(panels),
      alerts: naming(alerts),
      docs: naming(docs),
    };
  });
  const crowded = tests
    .filter(({ title }) => idsIn(title).length > idsATitleMayName)
    .map(({ title, file }) => `${file}: "${title}" names more than ${idsATitleMayName} rows`);
  const unknown = [...panels, ...alerts, ...docs].flatMap(({ name, ids }) =>
    ids.filter((id) => !(id in requirements)).map((id) => `${name} names ${id}, which is no requirement`)
  );
  return { rows, problems: [...crowded, ...unknown, ...rows.flatMap(unproven)] };
}

/** The requirement ids in a text: `A1` … `D8` as words of their own. */
export function idsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\w-])[A-D]\d{1,2}(?![\w.-])/g)].map(([id]) => id))];
}

function unproven(row: ReportRow): string[] {
  if (row.status !== 'done') {
    return [];
  }
  const onTheStack = row.tests.some(({ kind }) => kind !== 'unit');
  const comparesFigures = row.tests.some(
    ({ kind, title }) => kind === 'browser' && /SQL\b|Prom(QL|etheus)\b/.test(title)
  );
  return [
    ...(onTheStack ? [] : [`${row.id} is done, but no test on the running stack names it`]),
    ...(row.shows && row.panels.length === 0 ? [`${row.id} is done, but no panel's description names it`] : []),
    ...(row.shows && !comparesFigures
      ? [
          `${row.id} is done, but no browser test's title says that it compares its figures with PostgreSQL or Prometheus`,
        ]
      : []),
  ];
}
