import { describe, expect, it } from 'vitest';
import { maskValues, unmask } from './maskValues';

/** Masks a query and shows where the placeholders stand: `<value>`. */
function show(search: string, args: string[] = []): Array<[key: string, value: string]> {
  const { search: masked, values, names } = maskValues(search, new Set(args));
  return [...new URLSearchParams(masked)].map(([key, text]) => {
    new Map([...values, ...names]).forEach((value, placeholder) => {
      text = text.replace(placeholder, `<${value}>`);
      key = key.replace(placeholder, `<${value}>`);
    });
    return [key, text];
  });
}

describe('maskValues', () => {
  it.each([
    ['?id=eq.007', 'id', 'eq.<007>'],
    ['?note=eq."quoted"', 'note', 'eq.<"quoted">'],
    ['?note=not.ilike.*a*', 'note', 'not.ilike.<%a%>'],
    ['?note=in.(a,"b,\\"c\\"",)', 'note', 'in.(<a>,<b,"c">,<>)'],
    ['?or=(a.eq.1,not.and(b.in.("x)",2),c.is.null))', 'or', '(a.eq.<1>,not.and(b.in.(<x)>,<2>),c.is.null))'],
    ['?or=(a->>b.eq."x\\\\y",c.eq.{1,2})', 'or', '(a->>b.eq.<x\\y>,c.eq.<{1,2}>)'],
    ['?clients.or=(a.eq.1)', 'clients.or', '(a.eq.<1>)'],
    ['?tags=cs.{a,b}', 'tags', 'cs.<{a,b}>'],
    ['?or=(a.not.cs."{\\"x\\"}",b.wfts(english).c)', 'or', '(a.not.cs.<{"x"}>,b.wfts(english).<c>)'],
    ['?note=is.null', 'note', 'is.null'],
    ['?id=eq(any).{1,2}', 'id', 'eq(any).{literal_<{1,2}>}'],
    ['?select=id,note&order=id', 'select', 'id,note'],
    ['?select=a:"b,(\\"c",d(*)', 'select', 'a:<b,("c>,d(*)'],
    ['?order="a,b".desc', 'order', '<a,b>.desc'],
    ['?"a,b"->>"c d"=eq.1', '<a,b>->><c d>', 'eq.<1>'],
    ['?or=("a.b".eq.1)', 'or', '(<a.b>.eq.<1>)'],
  ])('%s', (search, key, expected) => {
    expect(show(search)[0]).toEqual([key, expected]);
  });

  it('leaves what it cannot read for the server to refuse', () => {
    expect(show('?or=(a.eq.1&or2=x.1')).toEqual([
      ['or2', 'x.1'],
      ['or', '(a.eq.1'],
    ]);
    expect(show('?id=in.(1')).toEqual([['id', 'in.(1']]);
    expect(show('?id=in.(1)),or(id.gt.0')).toEqual([['id', 'in.(1)),or(id.gt.0']]);
  });

  it('masks arguments of the function whole, and its other parameters as filters', () => {
    expect(show('?what=eq.5&items={"a"}&n=gt.4', ['what', 'items'])).toEqual([
      ['what', '<eq.5>'],
      ['items', '<{"a"}>'],
      ['n', 'gt.<4>'],
    ]);
  });

  it('keeps every filter of a column, and several trees, by and=(…)', () => {
    expect(show('?id=neq.1&id=neq.2&or=(a.eq.1)&or=(b.eq.2)')).toEqual([
      ['id', 'neq.<1>'],
      ['and', '(id.neq.<2>,or(a.eq.<1>),or(b.eq.<2>))'],
    ]);
  });
});

describe('unmask', () => {
  it('puts values back wherever they stand', () => {
    const { search, values } = maskValues('?a=eq.x&b=in.(1,2)', new Set());
    const [a = '', b = ''] = [...new URLSearchParams(search).values()];
    const [one = '', two = ''] = b.slice(4, -1).split(',');
    const parsed = { where: { a: { $eq: a.slice(3) }, $or: [{ b: { $in: [one, two] } }] }, limit: 5 };
    expect(unmask(parsed, values)).toEqual({ where: { a: { $eq: 'x' }, $or: [{ b: { $in: ['1', '2'] } }] }, limit: 5 });
  });
});
