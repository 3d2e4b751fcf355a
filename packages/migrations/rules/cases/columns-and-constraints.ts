import { type Cases, parted, table } from './cases.ts'

export const columnsAndConstraintsCases: Readonly<Record<string, Cases>> = {
  'adding-foreign-key': {
    positives: [
      'alter table t add foreign key (a) references p',
      'alter table t add c int default 1 references p',
    ],
    nearMisses: [
      'alter table t add foreign key (a) references p not valid',
      'alter table t add c int references p',
    ],
    sameSet: `${table}; alter table t add foreign key (a) references p`,
  },
  'fk-inline-on-add-column': {
    positives: [
      'alter table t add c int references p',
      'alter table t add c int null references p (id) on delete cascade',
    ],
    nearMisses: [
      'alter table t add c int default 1 references p',
      'alter table t add foreign key (a) references p not valid',
    ],
    sameSet: `${table}; alter table t add c int references p`,
  },
  'fk-not-valid-on-partitioned': {
    base: parted,
    major: 17,
    positives: [
      'alter table p add foreign key (a) references x not valid',
      'alter table only public.p add constraint f foreign key (a) references x not valid',
    ],
    nearMisses: [
      'alter table p add foreign key (a) references x',
      'alter table t add foreign key (a) references p not valid',
    ],
    sameSet: undefined,
  },
  'create-table-with-foreign-key': {
    positives: [
      'create table n (a int references t)',
      'create table n (a int, foreign key (a) references t (a))',
    ],
    nearMisses: ['create table n (a int)', 'create table n (a int primary key, b int references n)'],
    sameSet: `${table}; create table n (a int references t)`,
  },
  'drop-fk-locks-parent': {
    base: 'create table p (id int primary key); create table t (a int references p, b int)',
    positives: ['alter table t drop constraint t_a_fkey', 'drop table t'],
    nearMisses: ['alter table t drop column b', 'drop table p'],
    sameSet: 'create table n (a int references p); drop table n',
  },
  'multiple-fks-one-tx': {
    positives: [
      'create table n (a int references t, b int references u)',
      'alter table t add foreign key (a) references p not valid; alter table t add foreign key (b) references q not valid',
    ],
    nearMisses: [
      'create table n (a int references t, b int references t)',
      'alter table t add foreign key (a) references p; alter table u add foreign key (a) references p',
    ],
    sameSet:
      'create table p (a int); create table q (a int); create table n (a int references p, b int references q)',
  },
  'check-not-valid': {
    positives: ['alter table t add check (a > 0)', 'alter table t add c int check (c > 0)'],
    nearMisses: ['alter table t add check (a > 0) not valid', 'alter table t add check (a > 0) not enforced'],
    sameSet: `${table}; alter table t add check (a > 0)`,
  },
  'validate-same-transaction': {
    positives: [
      'alter table t add constraint c check (a > 0) not valid; alter table t validate constraint c',
      'alter table t add constraint c foreign key (a) references p not valid; alter table t validate constraint c',
    ],
    nearMisses: [
      'alter table t validate constraint c',
      'alter table t add constraint d check (a > 0) not valid; alter table t validate constraint c',
    ],
    sameSet: `${table}; alter table t add constraint c check (a > 0) not valid; alter table t validate constraint c`,
  },
  'constraint-never-validated': {
    base: `${table}; alter table t add constraint c check (a > 0) not valid`,
    positives: ['alter table t add d int', 'alter table t alter b set default 1'],
    nearMisses: [
      'alter table t validate constraint c; alter table t add d int',
      'alter table t drop constraint c',
    ],
    sameSet:
      'create table n (a int); alter table n add constraint c check (a > 0) not valid; alter table n add d int',
  },
  'set-not-null': {
    positives: [
      'alter table t alter a set not null',
      'alter table t alter a set not null, alter b set not null',
    ],
    nearMisses: [
      'alter table t alter a drop not null',
      'alter table t add constraint c check (a is not null) not valid; alter table t validate constraint c; alter table t alter a set not null',
    ],
    sameSet: `${table}; alter table t alter a set not null`,
  },
  'add-column-required': {
    positives: ['alter table t add c int not null', 'alter table t add c int primary key'],
    nearMisses: [
      'alter table t add c int not null default 1',
      'alter table t add c int not null generated always as identity',
    ],
    sameSet: `${table}; alter table t add c int not null`,
  },
  'default-set-then-dropped': {
    base: table,
    positives: [
      'alter table t add c int not null default 1; alter table t alter c drop default',
      'alter table t add c int default 1; alter table t alter c drop default; alter table t alter c set not null',
    ],
    nearMisses: [
      'alter table t add c int default 1; alter table t alter c drop default',
      'alter table t alter a drop default',
    ],
    sameSet:
      'create table n (a int); alter table n add c int not null default 1; alter table n alter c drop default',
  },
  'volatile-default': {
    positives: [
      'alter table t add c uuid default gen_random_uuid()',
      'alter table t add c float default random() * 2',
    ],
    nearMisses: [
      'alter table t add c timestamptz default now()',
      'alter table t alter a set default random()',
    ],
    sameSet: `${table}; alter table t add c uuid default gen_random_uuid()`,
  },
  'add-serial': {
    positives: ['alter table t add c serial', 'alter table t add c bigserial not null'],
    nearMisses: ['alter table t add c int', "alter table t alter a set default nextval('s')"],
    sameSet: `${table}; alter table t add c serial`,
  },
  'add-identity': {
    positives: [
      'alter table t add c int generated always as identity',
      'alter table t add c int generated by default as identity',
    ],
    nearMisses: ['alter table t alter a add generated always as identity', 'alter table t add c int'],
    sameSet: `${table}; alter table t add c int generated always as identity`,
  },
  'add-stored-generated': {
    positives: [
      'alter table t add c int generated always as (a + 1) stored',
      'alter table s.t add c text generated always as (lower(b)) stored',
    ],
    nearMisses: [
      'alter table t add c int generated always as (a + 1) virtual',
      'alter table t add c int default 1',
    ],
    sameSet: `${table}; alter table t add c int generated always as (a + 1) stored`,
  },
  'set-expression': {
    positives: [
      'alter table t alter a set expression as (b + 1)',
      'alter table s.t alter column a set expression as (1)',
    ],
    nearMisses: ['alter table t alter a drop expression', 'alter table t alter a set default 1'],
    sameSet: `${table}; alter table t alter a set expression as (b + 1)`,
  },
  'add-constrained-domain-column': {
    base: 'create domain positive as int check (value > 0); create domain free as int; create domain s.given as text not null',
    positives: ['alter table t add c positive', 'alter table t add c s.given default 1'],
    nearMisses: ['alter table t add c free', 'create table n (c positive)'],
    sameSet: `${table}; alter table t add c positive`,
  },
  'add-primary-key': {
    positives: ['alter table t add primary key (a)', 'alter table t add constraint k primary key (a, b)'],
    nearMisses: ['alter table t add primary key using index i', 'alter table t add unique (a)'],
    sameSet: `${table}; alter table t add primary key (a)`,
  },
  'pk-using-index-nullable': {
    base: 'create table t (a int, b int not null); create unique index i on t (a); create unique index j on t (b)',
    positives: [
      'alter table t add primary key using index i',
      'alter table t add constraint k primary key using index i',
    ],
    nearMisses: ['alter table t add primary key using index j', 'alter table t add unique using index i'],
    sameSet:
      'create table n (a int); create unique index x on n (a); alter table n add primary key using index x',
  },
  'add-unique': {
    positives: ['alter table t add unique (a)', 'alter table t add c int unique'],
    nearMisses: ['alter table t add unique using index i', 'create unique index concurrently i on t (a)'],
    sameSet: `${table}; alter table t add unique (a)`,
  },
  'add-exclusion': {
    positives: [
      'alter table t add exclude using gist (a with &&)',
      'alter table t add constraint e exclude (a with =)',
    ],
    nearMisses: ['alter table t add unique (a)', 'alter table t drop constraint e'],
    sameSet: `${table}; alter table t add exclude using gist (a with &&)`,
  },
  'changing-column-type': {
    positives: [
      'alter table t alter a type bigint',
      'alter table t alter column a set data type text using a::text',
    ],
    nearMisses: ['alter table t alter a set storage plain', 'alter type c alter attribute a type bigint'],
    sameSet: `${table}; alter table t alter a type bigint`,
  },
  'type-narrowing-data-loss': {
    base: 'create table t (a bigint, b text, c varchar(10), d numeric(10, 4), e timestamptz)',
    positives: [
      'alter table t alter a type int',
      'alter table t alter b type varchar(10) using b::varchar(10)',
    ],
    nearMisses: ['alter table t alter c type varchar(20)', 'alter table t alter d type numeric(12, 4)'],
    sameSet: 'create table n (a bigint); alter table n alter a type int',
  },
  'type-change-with-check': {
    base: 'create table t (a int check (a > 0), b int)',
    positives: ['alter table t alter a type bigint', 'alter table t alter column a set data type numeric'],
    nearMisses: [
      'alter table t alter b type bigint',
      'alter table t drop constraint t_a_check; alter table t alter a type bigint',
    ],
    sameSet: 'create table n (a int check (a > 0)); alter table n alter a type bigint',
  },
  'type-change-used-by-view': {
    base: `${table}; create view v as select a from t`,
    positives: [
      'alter table t alter a type bigint',
      'create view w as select * from t; drop view v; alter table t alter b type text',
    ],
    nearMisses: ['alter table t alter b type bigint', 'drop view v; alter table t alter a type bigint'],
    sameSet: undefined,
  },
  'collation-change': {
    positives: [
      'alter table t alter a type text collate "C"',
      'alter table s.t alter a set data type varchar(9) collate "de-x-icu"',
    ],
    nearMisses: ['alter table t alter a type text', 'alter table t add c text collate "C"'],
    sameSet: `${table}; alter table t alter a type text collate "C"`,
  },
  'drop-not-null': {
    positives: [
      'alter table t alter a drop not null',
      'alter table s.t alter column a drop not null, alter b drop not null',
    ],
    nearMisses: ['alter table t alter a set not null', 'alter domain d drop not null'],
    sameSet: `${table}; alter table t alter a drop not null`,
  },
  'change-default': {
    positives: ['alter table t alter a set default 1', 'alter table t alter column a set default now()'],
    nearMisses: [
      'alter table t alter a drop default',
      'alter table t add c int; alter table t alter c set default 1',
    ],
    sameSet: `${table}; alter table t alter a set default 1`,
  },
  'domain-constraint': {
    positives: ['alter domain d add check (value > 0)', 'alter domain d set not null'],
    nearMisses: ['alter domain d add check (value > 0) not valid', 'alter domain d drop not null'],
    sameSet: 'create domain d as int; alter domain d add check (value > 0)',
  },
  'not-enforced': {
    positives: [
      'alter table t add check (a > 0) not enforced',
      'alter table t add foreign key (a) references p not enforced',
    ],
    nearMisses: [
      'alter table t add check (a > 0) not valid',
      'alter table t add foreign key (a) references p',
    ],
    sameSet: `${table}; alter table t add check (a > 0) not enforced`,
  },
  'volatile-check': {
    positives: [
      'alter table t add check (a > now()) not valid',
      'alter table t add c float check (c < random())',
    ],
    nearMisses: ['alter table t add check (length(a) > 0)', 'alter table t add c timestamptz default now()'],
    sameSet: `${table}; alter table t add check (a > now())`,
  },
  'fk-on-delete-cascade': {
    positives: [
      'alter table t add foreign key (a) references p on delete cascade',
      'alter table t add c int references p on delete cascade',
    ],
    nearMisses: [
      'alter table t add foreign key (a) references p on update cascade',
      'alter table t add foreign key (a) references p on delete restrict',
    ],
    sameSet: `${table}; alter table t add foreign key (a) references p on delete cascade`,
  },
  'deferrable-constraint': {
    positives: [
      'alter table t add unique (a) deferrable',
      'alter table t add foreign key (a) references p deferrable initially deferred',
    ],
    nearMisses: ['alter table t add unique (a)', 'alter table t add unique (a) not deferrable'],
    sameSet: `${table}; alter table t add unique (a) deferrable`,
  },
  'fk-type-mismatch': {
    base: 'create table p (id bigserial primary key); create table t (a int, b bigint)',
    positives: ['alter table t add foreign key (a) references p', 'create table n (p int references p (id))'],
    nearMisses: ['alter table t add foreign key (b) references p', 'create table n (p bigint references p)'],
    sameSet: 'create table q (id bigint primary key); create table n (q int references q)',
  },
}
