import { createDataFrame, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { resolveFields, type FieldRole } from './resolveFields';

const name: FieldRole = { label: 'Name', names: ['client', 'name'], types: [FieldType.string], byType: true };
const value: FieldRole = { label: 'Value', names: ['coverage'], types: [FieldType.number], byType: true };
const target: FieldRole = { label: 'Target', names: ['target'], types: [FieldType.number] };

const text = (fieldName: string) => ({ name: fieldName, type: FieldType.string, values: ['a'] });
const number = (fieldName: string, displayName?: string) => ({
  name: fieldName,
  type: FieldType.number,
  values: [1],
  config: { displayName },
});

describe('resolveFields', () => {
  it('D8 finds fields by name, whatever their case, punctuation and order', () => {
    const frame = createDataFrame({ fields: [number('target'), number('Cover age'), text('note'), text('Client')] });
    const resolved = resolveFields([frame], { name, value }, { target });
    expect(
      resolved.kind === 'found' && Object.entries(resolved.fields).map(([key, field]) => [key, field.name])
    ).toEqual([
      ['name', 'Client'],
      ['value', 'Cover age'],
      ['target', 'target'],
    ]);
  });

  it('D8 takes the first field of a right type when no name fits, but never one that another role knows', () => {
    const frame = createDataFrame({ fields: [number('target'), number('ratio'), text('page')] });
    const resolved = resolveFields([frame], { name, value }, { target });
    expect(resolved.kind === 'found' && resolved.fields.value.name).toBe('ratio');
  });

  it('takes the field the user chose, by its display name', () => {
    const frame = createDataFrame({ fields: [text('client'), number('coverage'), number('x', 'Share seen')] });
    const resolved = resolveFields([frame], { name, value: { ...value, chosen: 'Share seen' } }, {});
    expect(resolved.kind === 'found' && resolved.fields.value.name).toBe('x');
  });

  it('names a chosen field that is not there, even for an optional role', () => {
    const frame = createDataFrame({ fields: [text('client'), number('coverage')] });
    const lost = { ...target, chosen: 'goal' };
    expect(resolveFields([frame], { name, value }, { target: lost })).toEqual({
      kind: 'missing',
      roles: [lost],
      available: ['client', 'coverage'],
    });
  });

  it('skips frames that lack a field and frames without rows', () => {
    const bare = createDataFrame({ fields: [text('client')] });
    const none = createDataFrame({
      fields: [
        { ...text('client'), values: [] },
        { ...number('coverage'), values: [] },
      ],
    });
    const whole = createDataFrame({ fields: [text('client'), number('coverage')] });
    const resolved = resolveFields([none, bare, whole], { name, value }, {});
    expect(resolved.kind === 'found' && resolved.frame).toBe(whole);
    expect(resolveFields([none], { name, value }, {})).toEqual({ kind: 'empty' });
  });
});
