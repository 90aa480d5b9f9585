import { readFileSync } from 'node:fs';

export interface ContractColumn {
  name: string;
  type: string;
  nullable: boolean;
}

export interface ContractRelation {
  name: string;
  columns: ContractColumn[];
}

export interface ContractFunction extends ContractRelation {
  /** `name type`, in order. */
  arguments: string[];
}

export interface Contract {
  views: ContractRelation[];
  tables: ContractRelation[];
  functions: ContractFunction[];
}

/** Reads supabase/CONTRACT.md; throws when a section or a table of it is missing. */
export function parseContract(): Contract {
  const page = readFileSync(new URL('../CONTRACT.md', import.meta.url), 'utf8');
  return {
    views: relations(section(page, 'Adapter views')),
    tables: relations(section(page, 'Own tables')),
    functions: headed(section(page, 'Functions')).map(({ heading, body }) => {
      const [, name, list] = /^`(\w+)\((.*?)\)`/.exec(heading) ?? [];
      if (name === undefined || list === undefined) {
        throw new Error(`CONTRACT.md: cannot read the function heading "${heading}"`);
      }
      return { name, arguments: list === '' ? [] : list.split(', ').map(spelledOut), columns: columns(body, name) };
    }),
  };
}

function relations(text: string): ContractRelation[] {
  return headed(text).map(({ heading, body }) => {
    const [, name] = /^`scrapewatch\.(\w+)`/.exec(heading) ?? [];
    if (name === undefined) {
      throw new Error(`CONTRACT.md: cannot read the heading "${heading}"`);
    }
    return { name, columns: columns(body, name) };
  });
}

function section(page: string, title: string): string {
  const found = page.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) {
    throw new Error(`CONTRACT.md: there is no section "${title}"`);
  }
  return found;
}

function headed(text: string): Array<{ heading: string; body: string }> {
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => ({ heading: part.split('\n', 1)[0] ?? '', body: part }));
}

function columns(body: string, name: string): ContractColumn[] {
  const lines = body.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| column '));
  if (lines.length === 0) {
    throw new Error(`CONTRACT.md: ${name} has no table of columns`);
  }
  return lines.map((line) => {
    const [, column = '', type = ''] = line.split('|').map((cell) => cell.trim());
    return { name: column, type: spelledOut(type.replace(/ N$/, '')), nullable: type.endsWith(' N') };
  });
}

/** PostgreSQL's own spelling of a type, as format_type() gives it. */
function spelledOut(text: string): string {
  return text.replace('timestamptz', 'timestamp with time zone');
}
