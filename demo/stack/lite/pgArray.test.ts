import { expect, it } from 'vitest';
import { parsePgArray } from './pgArray';

it.each([
  ['{}', []],
  ['{a,b c,"d,e","f\\"g","h\\\\i",NULL,"NULL",""}', ['a', 'b c', 'd,e', 'f"g', 'h\\i', null, 'NULL', '']],
  [
    '{{a,b},{c,NULL}}',
    [
      ['a', 'b'],
      ['c', null],
    ],
  ],
  ['[0:1]={x,y}', ['x', 'y']],
  ['{"{x}","}"}', ['{x}', '}']],
])('reads %s', (text, expected) => {
  expect(parsePgArray(text, (element) => element)).toEqual(expected);
});
