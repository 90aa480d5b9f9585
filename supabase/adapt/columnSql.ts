import type { Column } from './Introspection';
import { snake } from './names';
import type { ColumnSpec } from './viewSpec';
import { wordCase } from './wordCase';

export interface ColumnSql {
  sql: (reference: string) => string;
  notes: string[];
}

/** How a source column becomes ours: casts, units by name, time zones. `zone` is where times without one were written. */
export function columnSql(ours: ColumnSpec, column: Column, zone: string): ColumnSql {
  switch (ours.kind) {
    case 'time':
      return time(column, zone);
    case 'date':
      return date(column, zone);
    case 'words':
      return ours.vocabulary === undefined ? cast(ours, column) : wordCase(ours.vocabulary, column);
    case 'seconds':
      return seconds(column);
    case 'bytes':
      return scaled(ours, column, { kb: '1024', mb: '1048576', gb: '1073741824' });
    case 'ratio':
      return /ratio|share|fraction/.test(snake(column.name))
        ? cast(ours, column)
        : note(scaled(ours, column, {}, '0.01'), 'taken as percent');
    case 'money':
      return /cents|minor|unit_amount/.test(snake(column.name))
        ? { sql: (reference) => `(${reference} / 100.0)::double precision`, notes: ['cents → whole units'] }
        : cast(ours, column);
    case 'retries':
      return retries(column);
    default:
      return cast(ours, column);
  }
}

function cast(ours: ColumnSpec, column: Column): ColumnSql {
  const same = column.type === ours.type;
  return { sql: (reference) => (same ? reference : `${reference}::${ours.type}`), notes: [] };
}

function note(sql: ColumnSql, text: string): ColumnSql {
  return { ...sql, notes: [...sql.notes, text] };
}

function time(column: Column, zone: string): ColumnSql {
  const quoted = `'${zone.replaceAll("'", "''")}'`;
  switch (column.type) {
    case 'timestamp with time zone':
      return { sql: (reference) => reference, notes: [] };
    case 'timestamp without time zone':
      return {
        sql: (reference) => `(${reference} at time zone ${quoted})`,
        notes: [`no zone: taken as ${zone}`],
      };
    case 'date':
      return {
        sql: (reference) => `(${reference}::timestamp at time zone ${quoted})`,
        notes: [`a date only: midnight ${zone}`],
      };
    default: {
      const isMillis = /(_ms|millis)$/.test(snake(column.name));
      return {
        sql: (reference) => `to_timestamp(${reference}${isMillis ? ' / 1000.0' : ''})`,
        notes: [`taken as ${isMillis ? 'milliseconds' : 'seconds'} since 1970`],
      };
    }
  }
}

function date(column: Column, zone: string): ColumnSql {
  if (column.type === 'timestamp with time zone') {
    return { sql: (reference) => `(${reference} at time zone '${zone.replaceAll("'", "''")}')::date`, notes: [] };
  }
  return { sql: (reference) => (column.type === 'date' ? reference : `${reference}::date`), notes: [] };
}

function seconds(column: Column): ColumnSql {
  if (column.type === 'interval') {
    return { sql: (reference) => `extract(epoch from ${reference})::double precision`, notes: [] };
  }
  const name = snake(column.name);
  const units: Array<[RegExp, string, string]> = [
    [/(_ms|millis(econds)?)$/, ' / 1000.0', 'milliseconds → seconds'],
    [/_(min|mins|minutes)$/, ' * 60.0', 'minutes → seconds'],
    [/_(h|hours)$/, ' * 3600.0', 'hours → seconds'],
    [/_(s|sec|secs|seconds)$/, '', ''],
  ];
  const [, factor = '', remark = 'taken as seconds'] = units.find(([ending]) => ending.test(name)) ?? [];
  return {
    sql: (reference) =>
      factor === '' ? `${reference}::double precision` : `(${reference}${factor})::double precision`,
    notes: remark === '' ? [] : [remark],
  };
}

function scaled(ours: ColumnSpec, column: Column, units: Record<string, string>, otherwise?: string): ColumnSql {
  const name = snake(column.name);
  const unit = Object.keys(units).find((key) => name.endsWith(`_${key}`));
  const factor = unit === undefined ? otherwise : units[unit];
  if (factor === undefined) {
    return cast(ours, column);
  }
  return {
    sql: (reference) => `(${reference} * ${factor})::${ours.type}`,
    notes: unit === undefined ? [] : [`${unit.toUpperCase()} → bytes`],
  };
}

function retries(column: Column): ColumnSql {
  if (/attempt|tries$/.test(snake(column.name)) && !/retr/.test(snake(column.name))) {
    return {
      sql: (reference) => `greatest(coalesce(${reference}, 0) - 1, 0)::integer`,
      notes: ['the first attempt is no retry'],
    };
  }
  return { sql: (reference) => `coalesce(${reference}, 0)::integer`, notes: [] };
}
