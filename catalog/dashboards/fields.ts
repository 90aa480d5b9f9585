import {
  type DataTransformerConfig,
  type DynamicConfigValue,
  FieldColorModeId,
  MappingType,
  SpecialValueMatch,
  type ThresholdsConfigBuilder,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { displayNameOf } from '../../src/datasource/frames/units';
import type { Link } from './links';

/**
 * Keeps only these columns of the answer, by column name.
 * `reduceOptions.fields` is not used for this: it matches display names, which the data source makes readable.
 */
export function only(...columns: string[]): DataTransformerConfig {
  return { id: 'filterFieldsByName', options: { include: { names: columns } } };
}

/**
 * Puts these columns first, in this order. Grafana's transformation knows fields by display name only, so the names that
 * the data source gives are derived here as it derives them.
 */
export function inOrder(...columns: string[]): DataTransformerConfig {
  const indexByName = Object.fromEntries(columns.map((column, index) => [displayNameOf(column), index]));
  return { id: 'organize', options: { indexByName, excludeByName: {}, renameByName: {} } };
}

/** Properties for one column, by the short names below, for `overrideByName`. */
export interface ColumnStyle {
  name?: string;
  unit?: string;
  decimals?: number;
  color?: string;
  steps?: ThresholdsConfigBuilder;
  words?: Record<string, [text: string, color: string]>;
  /** Stands where the value is null. A panel's own `noValue` also shows when its query failed. */
  empty?: string;
  links?: Link[];
  width?: number;
  /** Colours a table cell: its text or its whole background. */
  cell?: 'color-text' | 'color-background';
}

/** The override properties that Grafana wants for a column's style. */
export function style(column: ColumnStyle): DynamicConfigValue[] {
  const properties: Array<DynamicConfigValue | undefined> = [
    property('displayName', column.name),
    property('unit', column.unit),
    property('decimals', column.decimals),
    property('color', column.color && { mode: FieldColorModeId.Fixed, fixedColor: column.color }),
    property('thresholds', column.steps?.build()),
    property('mappings', column.words && [mapWords(column.words)]),
    property('noValue', column.empty),
    property('links', column.links),
    property('custom.width', column.width),
    property('custom.cellOptions', column.cell && { type: column.cell, mode: 'basic' }),
  ];
  return properties.filter((candidate) => candidate !== undefined);
}

/** Maps words (or numbers) to a readable text and a colour. */
export function mapWords(words: Record<string, [text: string, color: string]>): ValueMapping {
  const entries = Object.entries(words).map(([word, [text, color]], index) => [word, { text, color, index }]);
  return { type: MappingType.ValueToText, options: Object.fromEntries(entries) };
}

/** Grey where there is no figure: a failed query must not wear the colour of the lowest step, which may be green. */
export const greyWithoutFigure: ValueMapping = {
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.Null, result: { color: '#808080', index: 99 } },
};

function property(id: string, value: unknown): DynamicConfigValue | undefined {
  return value === undefined || value === '' ? undefined : { id, value };
}
