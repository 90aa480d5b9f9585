import type { PostgrestCase } from './PostgrestCase';

const embedding = 'api/resource_embedding.html';
const spread = 'api/resource_embedding.html#spread-embedded-resource';
const aggregates = 'api/aggregate_functions.html';
const functions = 'api/functions.html';
const errors = 'errors.html#postgrest-error-codes';

const ids = (...list: Array<number | string>) => list.map((id) => ({ id }));

const city = { name: 'Köln' };
export const embedCases: PostgrestCase[] = [
  { doc: embedding, ask: 'people?select=id,cities(name)&id=eq.1', body: [{ id: 1, cities: city }] },
  { doc: embedding, ask: 'cities?select=name,people(id)&name=eq.Köln', body: [{ ...city, people: ids(1) }] },
  {
    doc: embedding,
    ask: 'people?select=id,passports(number)&id=in.(1,3)&order=id',
    body: [
      { id: 1, passports: { number: 'A-1' } },
      { id: 3, passports: null },
    ],
  },
  {
    doc: embedding,
    ask: 'products?select=id,categories(id)&id=in.(1,2)&order=id&categories.order=id',
    body: [
      { id: 1, categories: ids('red, (shoes)', 'shoes') },
      { id: 2, categories: [] },
    ],
  },
  {
    doc: `${embedding}#foreign-key-joins-on-multiple-foreign-key-relationships`,
    ask: 'Order?select=Id,people(id)&Id=eq.1',
    status: 300,
    code: 'PGRST201',
    tells: /order_buyer/,
  },
  {
    doc: `${embedding}#foreign-key-joins-on-multiple-foreign-key-relationships`,
    ask: 'Order?select=buyer:people!order_buyer(id),seller:people!order_seller(id)&Id=eq.1',
    body: [{ buyer: { id: 1 }, seller: { id: 2 } }],
  },
  {
    doc: `${embedding}#hint-disambiguation`,
    ask: 'Order?select=people!seller(id)&Id=eq.1',
    body: [{ people: { id: 2 } }],
  },
  {
    doc: `${embedding}#recursive-relationships`,
    ask: 'people?select=id,manager_id(name)&id=eq.2',
    body: [{ id: 2, manager_id: { name: 'ada' } }],
  },
  {
    doc: `${embedding}#recursive-relationships`,
    ask: 'people?select=id,reports:people(id)&id=eq.1&reports.order=id',
    body: [{ id: 1, reports: ids(2, 3) }],
  },
  {
    doc: `${embedding}#foreign-key-joins-on-views`,
    ask: 'happy_people?select=id,cities!people_country_city_fkey(name)&id=eq.1',
    lite: 'joins a view on the first column of a key of several',
    body: [{ id: 1, cities: city }],
  },
  {
    doc: `${embedding}#foreign-key-joins-on-views`,
    ask: 'happy_people?select=id,cities(name)&id=eq.1',
    lite: 'takes any table with two foreign keys for a junction, and so finds several ways',
    body: [{ id: 1, cities: city }],
  },
  {
    doc: `${embedding}#foreign-key-joins-on-views`,
    ask: 'product_figures?select=sold,products(name)&product_id=eq.1',
    lite: 'finds no relations of views that group',
    body: [{ sold: 9, products: { name: 'Red shoes' } }],
  },
  {
    doc: `${embedding}#embedded-filters`,
    ask: 'people?select=id,cities(name)&cities.name=eq.Köln&id=lte.2&order=id',
    body: [
      { id: 1, cities: city },
      { id: 2, cities: null },
    ],
  },
  {
    doc: `${embedding}#top-level-filtering`,
    ask: 'people?select=id,cities!inner(name)&cities.name=eq.Köln',
    body: [{ id: 1, cities: city }],
  },
  {
    doc: `${embedding}#embedded-filters`,
    ask: 'people?select=id,Order!order_buyer(Id)&Order.or=(Id.eq.1,select.is.null)&id=eq.1&Order.order=Id',
    body: [{ id: 1, Order: [{ Id: 1 }, { Id: 2 }] }],
  },
  {
    doc: `${embedding}#embedded-filters`,
    ask: 'people?select=id,reports:people(id)&id=eq.1&reports.order=id.desc&reports.limit=1',
    body: [{ id: 1, reports: ids(3) }],
  },
  {
    doc: `${embedding}#null-filtering`,
    ask: 'people?select=id,cities(name)&cities=is.null',
    body: [{ id: 4, cities: null }],
  },
  {
    doc: `${embedding}#null-filtering`,
    ask: 'people?select=id,passports()&passports=not.is.null&order=id',
    body: ids(1, 2),
  },
  {
    doc: `${embedding}#or-filtering`,
    ask: 'people?select=id,cities(),passports()&or=(cities.is.null,passports.not.is.null)&order=id',
    body: ids(1, 2, 4),
  },
  {
    doc: `${embedding}#empty-embed`,
    ask: 'people?select=id,cities()&cities.name=eq.Köln&cities=not.is.null',
    body: ids(1),
  },
  {
    doc: `${embedding}#top-level-ordering`,
    ask: 'people?select=id,cities(name)&order=cities(population).desc.nullslast,id&cities=not.is.null',
    body: [
      { id: 2, cities: { name: 'Berlin' } },
      { id: 1, cities: city },
      { id: 3, cities: { name: "L'Haÿ-les-Roses, (94)" } },
    ],
  },
  { doc: errors, ask: 'cities?select=name,people(id)&order=people(id)', status: 400, code: 'PGRST118' },
  { doc: errors, ask: 'people?select=id&cities.name=eq.x', status: 400, code: 'PGRST108' },
  { doc: errors, ask: 'people?select=id,keyless(*)', status: 400, code: 'PGRST200' },
  {
    doc: embedding,
    ask: 'people?select=id,cities(name,countries(name))&id=eq.1',
    body: [{ id: 1, cities: { ...city, countries: { name: 'Germany' } } }],
  },
  {
    doc: embedding,
    ask: 'products?select=id,"Order Lines"("Amount €")&id=eq.1&"Order Lines".order=id',
    body: [{ id: 1, 'Order Lines': [{ 'Amount €': 2.5 }, { 'Amount €': 3 }] }],
  },
  { doc: spread, ask: 'people?select=id,...cities(city_name:name)&id=eq.1', body: [{ id: 1, city_name: 'Köln' }] },
  {
    doc: spread,
    ask: 'people?select=id,...cities(name,...countries(country_name:name))&id=eq.1',
    lite: 'leaves out a spread within a spread',
    body: [{ id: 1, name: 'Köln', country_name: 'Germany' }],
  },
  {
    doc: `${spread}-to-many`,
    ask: 'people?select=id,...people(reports:id)&id=eq.1',
    lite: "spreads a table's own children as none",
    body: [{ id: 1, reports: [2, 3] }],
  },
  {
    doc: `${spread}-to-many`,
    ask: 'products?select=id,...categories(category:id)&id=eq.3',
    body: [{ id: 3, category: ['root'] }],
  },
];

export const aggregateCases: PostgrestCase[] = [
  {
    doc: aggregates,
    ask: 'order_products?select=quantity.sum(),quantity.avg(),quantity.min(),quantity.max(),count()',
    body: [{ sum: 11, avg: 2.75, min: 1, max: 7, count: 4 }],
  },
  {
    doc: aggregates,
    ask: 'order_products?select=product_id,quantity.sum()&order=product_id',
    body: [
      { product_id: 1, sum: 9 },
      { product_id: 2, sum: 1 },
      { product_id: 3, sum: 1 },
    ],
  },
  {
    doc: `${aggregates}#renaming-aggregates`,
    ask: 'order_products?select=total:quantity.sum()',
    body: [{ total: 11 }],
  },
  { doc: `${aggregates}#casting-aggregates`, ask: 'order_products?select=quantity.sum()::text', body: [{ sum: '11' }] },
  {
    doc: `${aggregates}#casting-aggregates`,
    ask: 'products?select=attributes->>size::numeric.sum()',
    body: [{ sum: 49 }],
  },
  { doc: aggregates, ask: 'people?select=email.count()', body: [{ count: 3 }] },
  {
    doc: `${aggregates}#using-aggregate-functions-with-resource-embedding`,
    ask: 'products?select=id,order_products(quantity.sum())&order=id',
    body: [
      { id: 1, order_products: [{ sum: 9 }] },
      { id: 2, order_products: [{ sum: 1 }] },
      { id: 3, order_products: [{ sum: 1 }] },
    ],
  },
  {
    doc: `${aggregates}#using-aggregate-functions-with-resource-embedding`,
    ask: 'products?select=id,order_products(count())&id=eq.1',
    body: [{ id: 1, order_products: [{ count: 2 }] }],
  },
  {
    doc: `${aggregates}#using-aggregates-with-spread-embedded-resources`,
    ask: 'order_products?select=...products(name),quantity.sum()&product_id=eq.1',
    body: [{ name: 'Red shoes', sum: 9 }],
  },
];

export const functionCases: PostgrestCase[] = [
  { doc: functions, ask: 'rpc/answer', body: 42 },
  { doc: functions, ask: 'rpc/letters', body: ['a', 'b,c', null] },
  {
    doc: functions,
    ask: 'rpc/table_of?up_to=2',
    body: [
      { n: 1, square: 1 },
      { n: 2, square: 4 },
    ],
  },
  {
    doc: `${functions}#table-valued-functions`,
    ask: 'rpc/table_of?up_to=3&n=gt.1&select=square&order=n.desc',
    body: [{ square: 9 }, { square: 4 }],
  },
  {
    doc: `${functions}#table-valued-functions`,
    ask: 'rpc/people_of?country=DE&select=id,cities(name)&order=id&limit=1',
    body: [{ id: 1, cities: city }],
  },
  { doc: functions, ask: 'rpc/people_of?country=DE&moods={sad}&select=id', body: ids(2) },
  { doc: functions, ask: 'rpc/people_of?country=FR&moods={"comma, paren)"}&select=id', body: ids(3) },
  { doc: functions, ask: 'rpc/one_person?id=1&select=name', body: { name: 'ada' } },
  { doc: functions, ask: 'rpc/figures', body: { total: 3, Label: 'twice' } },
  { doc: functions, ask: 'rpc/figures?factor=2', body: { total: 4, Label: 'twice' } },
  { doc: `${functions}#functions-with-array-parameters`, ask: 'rpc/total?numbers={1,2,3}', status: 400, code: '22P02' },
  { doc: `${functions}#variadic-functions`, ask: 'rpc/total?numbers=1&numbers=2&numbers=3', body: 6 },
  { doc: `${functions}#overloaded-functions`, ask: 'rpc/area?radius=2', body: 12 },
  { doc: `${functions}#overloaded-functions`, ask: 'rpc/area?width=2&height=3', body: 6 },
  { doc: errors, ask: 'rpc/area?depth=2', status: 404, code: 'PGRST202', tells: /area/ },
  { doc: functions, ask: 'rpc/feels?mood=sad', body: 'sad/-' },
  { doc: errors, ask: 'rpc/feels?mood=angry', status: 400, code: '22P02' },
  { doc: functions, ask: 'rpc/nothing', status: 204 },
  { doc: `${functions}#calling-with-get`, ask: 'rpc/write_something', status: 405, code: '25006' },
  { doc: 'errors.html#status-codes', ask: 'rpc/not_for_readers', status: 403, code: '42501' },
];

export const errorCases: PostgrestCase[] = [
  { doc: errors, ask: 'people?id=foo.1', status: 400, code: 'PGRST100' },
  { doc: errors, ask: 'people?select=id,(', status: 400, code: 'PGRST100' },
  { doc: errors, ask: 'people?order=id.up', status: 400, code: 'PGRST100' },
  { doc: errors, ask: 'people?or=(id.eq.1', status: 400, code: 'PGRST100' },
  { doc: errors, ask: 'peopl', status: 404, code: 'PGRST205', tells: /people/ },
  { doc: 'errors.html#status-codes', ask: 'people?select=nam', status: 400, code: '42703', tells: /name/ },
  { doc: 'errors.html#status-codes', ask: 'people?nam=eq.x', status: 400, code: '42703' },
  { doc: 'errors.html#status-codes', ask: 'people?id=eq.x', status: 400, code: '22P02' },
  { doc: 'errors.html#status-codes', ask: 'people?mood=eq.angry', status: 400, code: '22P02' },
  { doc: 'errors.html#status-codes', ask: 'people?id=like.1', status: 404, code: '42883' },
  { doc: 'errors.html#status-codes', ask: 'not_granted', status: 403, code: '42501' },
  { doc: 'errors.html#status-codes', ask: 'hidden_by_policy', body: [] },
  { doc: errors, ask: 'people', headers: { 'Accept-Profile': 'nowhere' }, status: 406, code: 'PGRST106' },
  {
    doc: 'api/schemas.html',
    ask: 'staff?select="full name"',
    headers: { 'Accept-Profile': 'Back Office' },
    body: [{ 'full name': 'Eve' }],
  },
  { doc: 'api/tables_views.html', ask: 'unfilled', status: 500, code: '55000' },
];
