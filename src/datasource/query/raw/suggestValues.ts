import type { ColumnInfo, TableInfo } from '../../schema/Schema';
import { aggregateFunctions } from '../model';
import { operators } from '../operators';
import type { SchemaLens } from './SchemaLens';
import { suggestColumns, suggestEmbeds, suggestOperators, type Suggestion } from './suggest';

interface Place {
  key: string;
  /** What stands between the `=` and the caret. */
  value: string;
  lens: SchemaLens;
  tableAt: (scope: string[]) => TableInfo | undefined;
}

type Found = { suggestions: Suggestion[]; word: string };

/** What may be typed after `key=`. */
export function suggestValues({ key, value, lens, tableAt }: Place): Found {
  const names = key.split('.').map(unquoted);
  const scope = names.slice(0, -1).filter((name) => name !== 'not');
  switch (names.at(-1)) {
    case 'select':
      return inSelect(value, lens, tableAt);
    case 'order':
      return inOrder(value, tableAt(scope));
    case 'limit':
    case 'offset':
      return { suggestions: [], word: '' };
    case 'or':
    case 'and':
      return inTree(value, tableAt(scope));
    default:
      return inCondition(value, columnOf(tableAt(scope), names.at(-1) ?? ''));
  }
}

function inSelect(value: string, lens: SchemaLens, tableAt: Place['tableAt']): Found {
  const table = tableAt(openEmbeds(value));
  const word = /[^,(:.>]*$/.exec(value)?.[0] ?? '';
  if (/[^.]\.$/.test(value.slice(0, value.length - word.length))) {
    return { suggestions: aggregateFunctions.map((name) => ({ label: `${name}()`, insert: `${name}()` })), word };
  }
  const suggestions = [
    ...suggestColumns(table),
    { label: '*', insert: '*', detail: 'every column' },
    ...suggestEmbeds(lens, table),
    { label: 'count()', insert: 'count()', detail: 'the number of rows' },
  ];
  return { suggestions, word: word.trimStart() };
}

/** The relations whose embeds are open at the end of a selection. */
function openEmbeds(value: string): string[] {
  const open: string[] = [];
  for (const match of value.matchAll(/([^,():!]*)(?:![^(,]*)?\(|\)/g)) {
    if (match[0] === ')') {
      open.pop();
    } else {
      open.push(unquoted(match[1].replace(/^\.\.\./, '').trim()));
    }
  }
  return open;
}

function inOrder(value: string, table: TableInfo | undefined): Found {
  const term = value.slice(value.lastIndexOf(',') + 1);
  const word = term.slice(term.lastIndexOf('.') + 1);
  const words = /\.(asc|desc)\./.test(term) ? ['nullsfirst', 'nullslast'] : ['asc', 'desc', 'nullsfirst', 'nullslast'];
  return {
    suggestions: term.includes('.') ? words.map((each) => ({ label: each, insert: each })) : suggestColumns(table),
    word: word.trimStart(),
  };
}

function inTree(value: string, table: TableInfo | undefined): Found {
  const branch = /(?:"(?:[^"\\]|\\.)*"?|[^,(])*$/s.exec(value)?.[0].trimStart() ?? '';
  const isInList = /\.in\.\([^)]*$/.test(value);
  const column = /^(?:"((?:[^"\\]|\\.)*)"|([^."]+))\.(.*)$/s.exec(isInList ? listBranch(value) : branch);
  if (column) {
    return inCondition(column[3], columnOf(table, column[1] ?? column[2]));
  }
  const groups = ['or', 'and', 'not.or', 'not.and'].map((each) => ({ label: each, insert: `${each}(` }));
  return { suggestions: [...suggestColumns(table), ...(value === '' ? [] : groups)], word: branch };
}

function listBranch(value: string): string {
  return /[^,(]*\.in\.\([^)]*$/.exec(value)?.[0] ?? '';
}

function inCondition(value: string, column: ColumnInfo | undefined): Found {
  const operator = /^(?:not\.)?([a-z]+(?:\([a-z]*\))?)\.(.*)$/s.exec(value);
  if (!operator || operator[1] === 'not') {
    return { suggestions: suggestOperators(column), word: value.replace(/^not\./, '') };
  }
  const word = /[^,({]*$/.exec(operator[2])?.[0] ?? '';
  return { suggestions: valuesOf(operator[1], column).map((each) => ({ label: each, insert: each })), word };
}

function valuesOf(token: string, column: ColumnInfo | undefined): readonly string[] {
  if (token === 'is') {
    return [...(operators.is.words ?? []), 'not_null'];
  }
  return column?.values ?? (/^bool/.test(column?.type ?? '') ? ['true', 'false'] : []);
}

function columnOf(table: TableInfo | undefined, name: string): ColumnInfo | undefined {
  return table?.columns.find((column) => column.name === unquoted(name));
}

function unquoted(name: string): string {
  return /^".*"$/s.test(name) ? name.slice(1, -1).replace(/\\(.)/gs, '$1') : name;
}
