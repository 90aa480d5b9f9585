import type { Page } from './Page';

/** A related table's place in the rows. */
export interface EmbedShape {
  /** The column that holds the related row or rows. */
  name: string;
  /** The columns asked of it; empty when every one was. */
  columns: string[];
  embeds: EmbedShape[];
}

/**
 * The page with each related row's columns beside those of the table, as `client.name`. Related lists stay json; a list
 * of which one column was asked becomes a list of its values.
 */
export function flattenEmbeds(page: Page, embeds: EmbedShape[]): Page {
  if (page.length === 0 || embeds.length === 0) {
    return page;
  }
  const names: string[] = [];
  const columns: unknown[][] = [];
  page.names.forEach((name, at) => {
    const embed = embeds.find((each) => each.name === name);
    const parts = embed ? partsOf(embed, page.columns[at]) : [{ name, values: page.columns[at] }];
    for (const part of parts) {
      names.push(part.name);
      columns.push(part.values);
    }
  });
  return { ...page, names, columns };
}

interface Part {
  name: string;
  values: unknown[];
}

function partsOf(embed: EmbedShape, values: unknown[]): Part[] {
  if (values.some(Array.isArray)) {
    return [{ name: embed.name, values: values.map((value) => toPlainList(embed, value)) }];
  }
  const rows = values.map((value) => (isRow(value) ? value : undefined));
  const isOther = values.some((value, at) => rows[at] === undefined && value !== null && value !== undefined);
  const found = new Set(rows.flatMap((row) => (row ? Object.keys(row) : [])));
  const keys = new Set([...embed.columns, ...embed.embeds.map((inner) => inner.name), ...found]);
  if (isOther || keys.size === 0) {
    return [{ name: embed.name, values }];
  }
  return [...keys].flatMap((key) => {
    const own = rows.map((row) => row?.[key] ?? null);
    const inner = embed.embeds.find((each) => each.name === key);
    const parts = inner ? partsOf(inner, own) : [{ name: key, values: own }];
    return parts.map((part) => ({ name: `${embed.name}.${part.name}`, values: part.values }));
  });
}

function toPlainList({ columns, embeds }: EmbedShape, value: unknown): unknown {
  if (!Array.isArray(value) || columns.length !== 1 || embeds.length > 0) {
    return value;
  }
  const list: unknown[] = value;
  return list.map((row) => (isRow(row) ? row[columns[0]] : row));
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
