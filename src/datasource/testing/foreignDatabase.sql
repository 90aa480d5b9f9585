-- A stranger's database: whatever PostgreSQL allows and an editor's author would not think of. Its first schema is what
-- settings name first; `Back Office` is a second one, whose name has a space. The reader may read what is granted at the end.
create schema shop;
create schema "Back Office";

create type shop.mood as enum ('sad', 'so-so', 'very "happy"', 'comma, paren)');
create domain shop.email as text check (value like '%@%');
create domain shop.positive as numeric(12, 2) check (value > 0);
create domain shop.price as shop.positive; -- on another domain
create domain shop.outlook as shop.mood;
create domain shop.labels as text[];
create domain shop.document as jsonb;

create table shop.countries (code char(2) primary key, name text not null);
comment on table shop.countries is 'Where people live.';
comment on column shop.countries.code is 'ISO 3166';

create table shop.cities (
  country char(2) references shop.countries, name text, population bigint not null, primary key (country, name)
);

create table shop.people (
  id bigint generated always as identity primary key,
  name text not null,
  email shop.email,
  mood shop.mood not null,
  outlook shop.outlook,
  past_moods shop.mood[],
  country char(2),
  city text,
  manager_id bigint references shop.people,
  foreign key (country, city) references shop.cities (country, name)
);
create unlogged table shop.passports (person_id bigint primary key references shop.people, number text unique);

-- Two keys to the same table, upper case, reserved words.
create table shop."Order" (
  "Id" bigint primary key,
  buyer bigint not null constraint order_buyer references shop.people,
  seller bigint constraint order_seller references shop.people,
  "placedAt" timestamptz not null,
  "select" int, "order" text, "group" text, "and" boolean, "or" int, "not" text, "limit" int, "user" text, "null" text
);
create table shop.products (
  id int primary key,
  name text not null,
  price shop.price,
  tags text[] not null default '{}',
  labels shop.labels,
  attributes jsonb,
  details shop.document,
  doubled numeric generated always as (id * 2) stored,
  words tsvector generated always as (to_tsvector('english', name)) stored,
  sold_during tstzrange,
  sizes int4range,
  prices nummultirange
);
create table shop.order_products (
  order_id bigint references shop."Order", product_id int references shop.products, quantity int not null,
  primary key (order_id, product_id)
);
create table shop.categories (id text primary key, parent text references shop.categories);
create table shop.product_categories (
  product_id int references shop.products, category_id text references shop.categories, primary key (product_id, category_id)
);

-- Names that have to be quoted everywhere.
create table shop.awkward (
  id int primary key,
  "Upper Case" text, "a.b" text, "c,d" text, "quo""te" text, "(paren)" text, "back\slash" text, "ünï cödé" text, "日本" text,
  "per%cent" text, "plus+" text, "ampers&and" text, "hash#" text, "que?ry" text, "equals=" text, "colon:" text, "double::colon" text,
  "star*" text, "arrow->>x" text, "semi;colon" text, "'single'" text, " leading" text, "trailing " text, "1digit" text, "emoji😀" text,
  "$dollar" text, "-dash" text, "!bang" text, "tab	tab" text, "[bracket]" text, "{brace}" text, "slash/" text, "select" text, "or" text, "..." text
);
create table shop."Order Lines" (id int primary key, product_id int references shop.products, "Amount €" numeric);
create table shop."select" (id int primary key, "from" text);
create table shop."dotted.name" (id int primary key);
create table shop."$money" (id int primary key);

-- Every type, and the values at its edges.
create table shop.types (
  id int primary key,
  small smallint, whole integer, big bigint, exact numeric, money_like numeric(20, 4), float4 real, float8 double precision, cash money,
  flag boolean, plain text, short varchar(5), padded char(5), one "char", label name,
  at timestamptz, at_local timestamp, day date, clock time, clock_zone timetz, span interval,
  raw bytea, key uuid, doc json, docb jsonb, markup xml, bits bit(3), more_bits varbit,
  address inet, network cidr, mac macaddr, place point, shape polygon, found tsvector, wanted tsquery, oid_ oid, type_ regtype,
  numbers int[], matrix int[], texts text[], times timestamptz[], docs jsonb[], spans int4range, days daterange, many int4multirange, pair shop.countries
);
create table shop.far_times (id int primary key, at timestamptz, at_local timestamp);
create table shop.empty_table (id int primary key, at timestamptz, amount numeric, note text);
create table shop.keyless (at timestamptz, value int);
create table shop.hidden_by_policy (id int primary key, secret text);
create table shop.not_granted (id int primary key);
create table shop.partly_granted (id int primary key, shown text, hidden text, person_id bigint references shop.people);
create table shop.measurements (id bigint, at timestamptz not null, person_id bigint references shop.people, value real, primary key (id, at))
  partition by range (at);
create table shop.measurements_2026 partition of shop.measurements for values from ('2026-01-01') to ('2027-01-01');
create table shop.measurements_rest partition of shop.measurements default;
create table "Back Office".staff (id int primary key, "full name" text);

do $$
begin
  execute (select 'create table shop.wide (id int primary key, ' || string_agg(format('column_number_%s int', n), ', ') || ')' from generate_series(1, 299) n);
end $$;

-- Views, on tables and on one another.
create view shop.happy_people as select id, name, mood, country, city, manager_id from shop.people where mood <> 'sad';
create view shop.managers_view as select h.id as person, h.name as "Full Name" from shop.happy_people h;
create view shop.buyers as
  select p.id, p.name, count(o."Id") as orders from shop.people p left join shop."Order" o on o.buyer = p.id group by p.id;
create view shop.everyone as select id, name from shop.people union all select -1, 'nobody';
create view shop.nested as select * from (select id, name from shop.people) p;
create materialized view shop.product_figures as
  select p.id as product_id, sum(l.quantity) as sold from shop.products p left join shop.order_products l on l.product_id = p.id group by p.id;
create materialized view shop.unfilled as select id from shop.products with no data;

-- Functions of every form.
create function shop.answer() returns int language sql stable as 'select 42';
create function shop.letters() returns setof text language sql stable as $$ select unnest(array['a', 'b,c', null]) $$;
create function shop.big_number() returns numeric language sql immutable as 'select 12345678901234567890.5::numeric';
create function shop.people_of(country text, at_most int default 10, moods shop.mood[] default null) returns setof shop.people
  language sql stable as $$ select * from shop.people p where p.country = $1 and (moods is null or p.mood = any (moods)) order by id limit at_most $$;
create function shop.one_person(id bigint) returns shop.people language sql stable as 'select * from shop.people p where p.id = $1';
create function shop.figures(factor numeric default 1.5, out total numeric, out "Label" text) language sql stable as $$ select factor * 2, 'twice' $$;
create function shop.table_of(up_to int) returns table (n int, square bigint) language sql stable as 'select i, i::bigint * i from generate_series(1, up_to) i';
create function shop.total(variadic numbers int[]) returns bigint language sql stable as 'select sum(n) from unnest(numbers) n';
create function shop.area(radius double precision) returns double precision language sql immutable as 'select 3 * radius * radius';
create function shop.area(width double precision, height double precision) returns double precision language sql immutable as 'select width * height';
create function shop.feels(mood shop.mood, outlook shop.outlook default null) returns text language sql stable as $$ select mood || '/' || coalesce(outlook::text, '-') $$;
create function shop.unnamed(int) returns int language sql stable as 'select $1';
create function shop.nothing() returns void language plpgsql stable as 'begin end';
create function shop.write_something() returns int language plpgsql volatile as $$ begin insert into shop.keyless values (now(), 1); return 1; end $$;
create function shop.not_for_readers() returns int language sql stable as 'select 1';
create function shop.on_change() returns trigger language plpgsql as 'begin return new; end';
create procedure shop.a_procedure() language sql as 'select 1';
create aggregate shop.an_aggregate (int) (sfunc = int4pl, stype = int, initcond = '0');

insert into shop.countries values ('DE', 'Germany'), ('FR', 'France'), ('XX', 'Nowhere, "quoted" & (odd)');
insert into shop.cities values ('DE', 'Köln', 1084831), ('DE', 'Berlin', 3755251), ('FR', 'L''Haÿ-les-Roses, (94)', 31000);
insert into shop.people (name, email, mood, outlook, past_moods, country, city, manager_id) values
  ('ada', 'ada@x', 'very "happy"', 'so-so', '{sad,so-so}', 'DE', 'Köln', null),
  ('bob', null, 'sad', null, null, 'DE', 'Berlin', 1),
  ('cy, "the" (odd)', 'c@x', 'comma, paren)', 'sad', '{}', 'FR', 'L''Haÿ-les-Roses, (94)', 1),
  ('dé', 'd@x', 'so-so', null, '{"comma, paren)"}', null, null, 2);
insert into shop.passports values (1, 'A-1'), (2, null);
insert into shop."Order" values
  (1, 1, 2, '2026-11-21 10:00+00', 1, 'first', 'g', true, 2, 'n', 3, 'u', 'null'),
  (2, 1, null, '2026-11-21 11:00+00', null, null, '', false, null, null, null, null, null),
  (9007199254740993, 3, 1, '2026-11-20 11:00+00', 5, '"', '\', null, 5, '%', 5, '*', 'NULL');
insert into shop.products (id, name, price, tags, labels, attributes, details, sold_during, sizes, prices) values
  (1, 'Red shoes', 12.50, '{red,"a,b"}', '{x}', '{"size": 42, "tags": ["a", "b"], "more": {"a.b": 1, "0": "zero"}}', '{"a": 1}', '[2026-01-01,2026-02-01)', '[1,10)', '{[1,2),[5,6)}'),
  (2, 'Blue hats', 0.01, '{}', null, '{"size": 7}', null, null, 'empty', null),
  (3, 'A red hat', null, '{red,blue,"NULL"}', '{"x y"}', null, '[]', '[2026-01-15,)', '[5,20)', '{}');
insert into shop.order_products values (1, 1, 2), (1, 2, 1), (2, 1, 7), (9007199254740993, 3, 1);
insert into shop.categories values ('root', null), ('shoes', 'root'), ('red, (shoes)', 'shoes');
insert into shop.product_categories values (1, 'shoes'), (1, 'red, (shoes)'), (3, 'root');
insert into shop.awkward values (1, 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10', 'v11', 'v12', 'v13', 'v14', 'v15', 'v16', 'v17', 'v18', 'v19',
  'v20', 'v21', 'v22', 'v23', 'v24', 'v25', 'v26', 'v27', 'v28', 'v29', 'v30', 'v31', 'v32', 'v33', 'v34');
insert into shop."Order Lines" values (1, 1, 2.5), (2, 1, 3);
insert into shop."select" values (1, 'x');
insert into shop."dotted.name" values (1);
insert into shop."$money" values (1);
insert into shop.types (id) values (3);
insert into shop.types values
  (1, 32767, 2147483647, 9007199254740993, 12345678901234567890.123456789, 1.5000, 1.5, 0.1, '12.50',
   true, 'text', 'abc', 'abc', 'x', 'name',
   '2026-11-21 12:00:00.123456+02', '2026-11-21 12:00:00', '2026-11-21', '12:00:00.5', '12:00:00+02', '1 day 02:00:00.5',
   '\x00ff', '00000000-0000-0000-0000-00000000abcd', '{"b": 1, "a": [1, 2]}', '{"n": 9007199254740993}', '<a/>', '101', '10',
   '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '(1,2)', '((0,0),(1,1),(1,0))', 'fat cat', 'fat & cat', 42, 'integer',
   '{1,2,null}', '{{1,2},{3,4}}', '{"a,b","",null,"null"}', '{2026-11-21 12:00+00}', array['{"a":1}'::jsonb], '[1,5)', '[2026-01-01,2026-02-01)', '{[1,3),[5,7)}', row('DE', 'a "b"')),
  (2, -32768, -2147483648, -9223372036854775808, 'NaN', -0.0001, 'Infinity', 'NaN', '-1',
   false, '', '', '', '', '',
   'infinity', '-infinity', 'infinity', '24:00:00', '00:00:00-12', '-1 mon +2 days -03:00:00',
   '', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'null', 'null', '<a>b</a>', '000', '',
   '::1', '::/0', 'ff:ff:ff:ff:ff:ff', '(-1e300,0)', '((0,0))', '', '', 0, 'text',
   '{}', '{}', '{}', '{}', '{}', 'empty', '(,)', '{}', row(null, null)),
  (4, 0, 0, 0, 'Infinity', 99999999999999.9999, '-Infinity', '-Infinity', '0', null, E'two\nlines\t"quoted" \\ ünï 😀', null, null, null, null,
   null, null, '0001-01-01 BC', '00:00:00', '23:59:59.999999+14', '1000 years',
   null, null, '[]', '"text"', null, null, null, null, null, null, null, null, null, null, null, null, null, null, '{NULL}', null, null, null, null, null, null);
insert into shop.far_times values (1, '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00');
insert into shop.wide (id, column_number_1, column_number_299) values (1, 1, 299);
insert into shop.keyless values ('2026-11-21 10:00+00', 1), ('2026-11-21 10:00+00', 1), (null, null);
insert into shop.hidden_by_policy values (1, 's');
insert into shop.not_granted values (1);
insert into shop.partly_granted values (1, 'shown', 'hidden', 1);
insert into shop.measurements select n, timestamptz '2026-06-01 00:00+00' + n * interval '1 day', 1 + n % 4, n / 2.0 from generate_series(1, 400) n;
insert into "Back Office".staff values (1, 'Eve');
refresh materialized view shop.product_figures;

alter table shop.hidden_by_policy enable row level security;
grant usage on schema shop, "Back Office" to scrapewatch_reader;
grant select on all tables in schema shop, "Back Office" to scrapewatch_reader;
revoke select on shop.not_granted, shop.partly_granted from scrapewatch_reader;
grant select (id, shown, person_id) on shop.partly_granted to scrapewatch_reader;
grant execute on all functions in schema shop to scrapewatch_reader;
revoke execute on function shop.not_for_readers() from public, scrapewatch_reader;
