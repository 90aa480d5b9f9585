import fc from 'fast-check';
import {
  aggregateFunctions,
  type Aggregate,
  type Embed,
  type Filter,
  type FilterNode,
  type Order,
  type Place,
  type SelectedColumn,
  type TableQuery,
} from '../model';
import { operators, type FilterOperator } from '../operators';
import { arrayElements } from '../raw/arrayElements';
import { tableQuery } from '../tableQuery';

/** Texts that a client that does not quote would read as syntax, and any others. */
export const anyText = fc.oneof(
  fc.constantFrom(
    ...['', ' ', 'null', 'a,b', '"', '\\', '"a\\"', '(x)', '{x}', 'not.is.null', '%', '%2C', 'a+b', 'a&b=c']
  ),
  fc.constantFrom(
    ...['$client', '${client:csv}', '*', 'ä ö', '漢字', '🙂', "it's", '#', '?', 'a;b', 'eq.1', '\n', 'a->b', '..']
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...'",.()\\{}[]%* a1:=&+?-_$<>|'), maxLength: 8 })
);

/** A name of anything in Postgres: not empty. */
export const anyName = fc.oneof(
  fc.constantFrom('id', 'status', 'Upper Case', 'order', 'select', 'and', 'not', 'count', 'a.b', 'a-b', 'left_id', '0'),
  anyText.filter((text) => text !== '' && !text.includes('\0'))
);

const plainName = fc.constantFrom('varchar', 'int8', 'double precision', 'my_type$1');
const pathKey = fc.oneof(
  fc.constantFrom('0', '-1', '12', '"7"'),
  anyText.filter((key) => key !== '' && !/^"?-?\d+"?$/.test(key))
);
const optional = { requiredKeys: [] };

const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ column: anyName }),
  fc
    .record({ column: anyName, path: fc.array(pathKey, { minLength: 1, maxLength: 3 }), isJson: fc.boolean() })
    .map(({ isJson, ...rest }) => ({ ...rest, ...(isJson ? { asJson: true as const } : {}) }))
);

const column: fc.Arbitrary<SelectedColumn> = fc
  .tuple(place, fc.record({ alias: anyName, cast: plainName }, optional))
  .map(([own, rest]) => ({ ...own, ...rest }))
  // Written out, every column and nothing else is the same as no column chosen.
  .filter(({ column }) => column !== '*');

const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  fc.record({ alias: anyName, cast: plainName }, optional).map((rest) => ({ function: 'count' as const, ...rest })),
  fc
    .tuple(
      fc.constantFrom(...aggregateFunctions),
      place,
      fc.record({ alias: anyName, cast: plainName, columnCast: plainName }, optional)
    )
    .map(([name, own, rest]) => ({ function: name, ...own, ...rest }))
);

export const anyFilter: fc.Arbitrary<Filter> = fc
  .constantFrom(...(Object.keys(operators) as FilterOperator[]))
  .chain((operator) =>
    fc
      .tuple(place, valueOf(operator), fc.boolean(), fc.option(plainName, { nil: undefined }))
      .map(([own, value, negate, language]) => ({
        ...own,
        operator,
        value,
        ...(negate ? { negate } : {}),
        ...(language && operators[operator].takesLanguage ? { language } : {}),
      }))
  );

function valueOf(operator: FilterOperator): fc.Arbitrary<Filter['value']> {
  const { takes, words, token } = operators[operator];
  if (words) {
    return fc.constantFrom(...words);
  }
  if (takes === 'many') {
    return fc.array(anyText, { minLength: 1, maxLength: 3 }).filter((values) => values.join() !== ',');
  }
  // A list in braces is read as one.
  return ['cs', 'cd', 'ov'].includes(token) ? anyText.filter((text) => arrayElements(text) === undefined) : anyText;
}

export const anyNode: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyFilter,
    fc
      .record({
        match: fc.constantFrom('any' as const, 'all' as const),
        negate: fc.boolean(),
        filters: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      })
      .map(({ negate, ...group }) => ({ ...group, ...(negate ? { negate } : {}) }))
  ),
})).node;

const order: fc.Arbitrary<Order> = fc
  .tuple(
    place,
    fc.record({ direction: fc.constantFrom('asc' as const, 'desc' as const) }),
    fc.record({ nulls: fc.constantFrom('first' as const, 'last' as const), embed: anyName }, optional)
  )
  // Before a bracket PostgREST takes a position for a key.
  .filter(([{ path }, , { embed }]) => embed === undefined || !/^-?\d+$/.test(path?.at(-1) ?? ''))
  .map(([own, direction, rest]) => ({ ...own, ...direction, ...rest }));

const embed = fc.letrec<{ embed: Embed }>((tie) => ({
  embed: fc
    .tuple(
      fc.record({
        relation: anyName.filter((name) => name !== 'count'),
        join: fc.constantFrom('left' as const, 'inner' as const),
        ...selection(),
        embeds: fc.oneof(
          { maxDepth: 1, depthIdentifier: 'embeds' },
          fc.constant<Embed[]>([]),
          fc.array(tie('embed'), { maxLength: 2 })
        ),
      }),
      fc.record({ hint: anyName, limit: fc.nat(1000) }, optional),
      fc.oneof(fc.constant({}), fc.constant({ spread: true as const }), fc.record({ alias: anyName }))
    )
    .map(([own, rest, naming]) => ({ ...own, ...rest, ...naming })),
})).embed;

function selection() {
  return {
    columns: fc.array(column, { maxLength: 3 }),
    aggregates: fc.array(aggregate, { maxLength: 2 }),
    filters: fc.array(anyNode, { maxLength: 2 }),
    order: fc.array(order, { maxLength: 2 }),
  };
}

/** Any query of a table that an address can say; an embed's name is told from those beside it. */
export const anyTableQuery: fc.Arbitrary<TableQuery> = fc
  .tuple(
    fc.record({
      table: anyName.filter((name) => !name.includes('/')),
      ...selection(),
      embeds: fc.array(embed, { maxLength: 2 }),
    }),
    fc.record({ limit: fc.nat(), timeColumn: anyName }, optional)
  )
  .filter(([{ embeds }]) => haveOwnNames(embeds))
  .map(([own, rest]) => tableQuery({ ...own, ...rest }));

function haveOwnNames(embeds: Embed[]): boolean {
  const names = embeds.flatMap(({ alias, relation }) => (alias === undefined ? [relation] : [alias, relation]));
  return (
    new Set(names).size === names.length && embeds.every((each) => haveOwnNames(each.embeds) && !names.includes('not'))
  );
}
