import { type Cases, table } from './cases.ts'

export const transactionsCases: Readonly<Record<string, Cases>> = {
  'lock-timeout': {
    positives: ['alter table t add c int', 'alter table t drop constraint c'],
    nearMisses: ["set lock_timeout = '1s'; alter table t add c int", 'create table n (a int)'],
    sameSet: `${table}; alter table t add c int`,
    advice: true,
  },
  'lock-timeout-off': {
    positives: ['set lock_timeout = 0', "set local lock_timeout = '10min'"],
    nearMisses: ["set lock_timeout = '5s'", 'set statement_timeout = 0'],
    sameSet: undefined,
  },
  'statement-timeout': {
    positives: ['alter table t add c int', 'alter table t drop constraint c'],
    nearMisses: ["set statement_timeout = '1min'; alter table t add c int", 'create table n (a int)'],
    sameSet: `${table}; alter table t add c int`,
  },
  'idle-in-transaction-timeout': {
    positives: ['alter table t add c int', 'alter table t enable row level security'],
    nearMisses: [
      "set local idle_in_transaction_session_timeout = '1min'; alter table t add c int",
      'alter table t set (fillfactor = 70)',
    ],
    sameSet: `${table}; alter table t add c int`,
  },
  'transaction-timeout': {
    positives: ['alter table t add c int', 'alter table t drop column c'],
    nearMisses: ["set transaction_timeout = '1min'; alter table t add c int", 'create index on t (a)'],
    sameSet: `${table}; alter table t add c int`,
  },
  'statement-after-access-exclusive': {
    positives: [
      'alter table t add c int; create index i on u (a)',
      'alter table t drop c; update u set a = 1 where b = 2',
    ],
    nearMisses: [
      'create index i on u (a); alter table t add c int',
      'alter table t add c int; insert into u values (1)',
    ],
    sameSet: `${table}; alter table t add c int; create index i on u (a)`,
  },
  'wide-lock-window': {
    positives: [
      'alter table t add c int; alter table u add c int',
      'alter table t drop constraint c; create policy p on u using (a = 1)',
    ],
    nearMisses: [
      'alter table t add c int; alter table t add d int',
      'alter table t add c int; create index i on u (a)',
    ],
    sameSet: `${table}; alter table t add c int; alter table u add c int`,
  },
  'backfill-after-alter': {
    positives: [
      'alter table t add c int; update t set c = 1',
      'alter table t drop a; delete from t where b = 1',
    ],
    nearMisses: [
      'update t set a = 1; alter table t add c int',
      'alter table u add c int; update t set a = 1',
    ],
    sameSet: `${table}; alter table t add c int; update t set c = 1`,
  },
  'combine-alters': {
    positives: [
      'alter table t add c int; alter table t add d int',
      'alter table t drop c; alter table t alter a set default 1',
    ],
    nearMisses: ['alter table t add c int, add d int', 'alter table t add c int; alter table u add c int'],
    sameSet: `${table}; alter table t add c int; alter table t add d int`,
  },
  'nested-transaction': {
    positives: ['begin; select 1', 'select 1; commit'],
    nearMisses: ['savepoint a', 'do $$ begin end $$'],
    sameSet: undefined,
  },
  'uncommitted-transaction': {
    positives: ['begin; create table n (a int)', 'begin; select 1; commit; begin; select 2'],
    nearMisses: ['begin; select 1; commit', 'begin; select 1; rollback'],
    sameSet: undefined,
    transaction: 'none',
  },
  'prefer-robust-statements': {
    positives: ['create table n (a int)', 'alter table t add c int'],
    nearMisses: ['create table if not exists n (a int)', 'alter table t add if not exists c int'],
    sameSet: undefined,
    transaction: 'none',
  },
  'partial-failure-without-transaction': {
    positives: [
      'alter table t add c int; create index concurrently i on t (c)',
      'create table if not exists n (a int); insert into n values (1); drop table u',
    ],
    nearMisses: [
      'alter table t add if not exists c int; create index concurrently if not exists i on t (c)',
      'create index concurrently i on t (c)',
    ],
    sameSet: undefined,
    transaction: 'none',
  },
  'if-not-exists-skips': {
    base: `${table}; create index i on t (a)`,
    positives: ['create table if not exists t (a int, c text)', 'create index if not exists i on t (b)'],
    nearMisses: ['create table if not exists n (a int)', 'create index if not exists j on t (b)'],
    sameSet: 'create table n (a int); create table if not exists n (a int, b int)',
  },
  'enum-value-in-transaction': {
    positives: [
      "alter type e add value 'x'; insert into t values ('x')",
      "alter type e add value 'x'; alter table t alter a set default 'x'",
    ],
    nearMisses: [
      "alter type e add value 'x'; insert into t values ('y')",
      "alter type e add value 'x'; alter type e add value 'y' after 'x'",
    ],
    sameSet: "create type e as enum ('a'); alter type e add value 'x'; insert into t values ('x')",
  },
  'enum-value-ordering': {
    positives: ["alter type e add value 'x'", "alter type s.e add value if not exists 'x'"],
    nearMisses: ["alter type e add value 'x' after 'y'", "alter type e rename value 'x' to 'y'"],
    sameSet: "create type e as enum ('a'); alter type e add value 'x'",
  },
  'creating-enum': {
    positives: ["create type e as enum ('a', 'b')", 'create type s.e as enum ()'],
    nearMisses: ['create type c as (a int)', "create domain d as text check (value in ('a'))"],
    sameSet: undefined,
  },
  'identifier-too-long': {
    positives: [`create table ${'a'.repeat(64)} (b int)`, `alter table t rename a to "${'é'.repeat(32)}"`],
    nearMisses: [`create table ${'a'.repeat(63)} (b int)`, `select '${'a'.repeat(64)}'`],
    sameSet: undefined,
  },
  'build-then-rewrite': {
    positives: [
      'create index i on t (a); alter table t alter b type bigint',
      'create index i on t (a); alter table t set unlogged',
    ],
    nearMisses: [
      'alter table t alter b type bigint; create index i on t (a)',
      'create index i on u (a); alter table t alter b type bigint',
    ],
    sameSet: `${table}; create index i on t (a); alter table t alter b type bigint`,
  },
  'mixed-ddl-and-dml': {
    positives: [
      'alter table t add c int; update t set c = 1',
      'alter table t add c int; delete from u where a = 1',
    ],
    nearMisses: ['update t set a = 1', 'alter table t add c int; insert into u values (1)'],
    sameSet: `${table}; alter table t add c int; update t set c = 1`,
  },
  'analyze-after-backfill': {
    positives: ['update t set a = 1', 'update t set a = 1; select 1'],
    nearMisses: ['update t set a = 1; analyze t', 'update t set a = 1 where b = 2'],
    sameSet: `${table}; update t set a = 1`,
  },
  'sequence-not-reset': {
    base: 'create table t (id serial primary key, a int); create table u (id int generated by default as identity, a int)',
    positives: ['insert into t (id, a) values (1, 1)', 'insert into u (a, id) select 1, 2'],
    nearMisses: [
      'insert into t (a) values (1)',
      "insert into t (id) values (1); select setval('t_id_seq', 1)",
    ],
    sameSet: 'create table n (id serial); insert into n (id) values (1)',
  },
  'table-without-primary-key': {
    positives: ['create table n (a int)', 'create table n (a int unique)'],
    nearMisses: [
      'create table n (a int primary key)',
      'create table n (a int); alter table n add primary key (a)',
    ],
    sameSet: undefined,
  },
  'session-setting-left': {
    positives: ['set search_path = x', 'set role r'],
    nearMisses: ['set local search_path = x', "set lock_timeout = '1s'"],
    sameSet: undefined,
  },
  'prefer-text-field': {
    positives: ['create table n (a varchar(20))', 'alter table t add c varchar(5)'],
    nearMisses: ['create table n (a varchar)', 'create table n (a text)'],
    sameSet: undefined,
  },
  'ban-char-field': {
    positives: ['create table n (a char(2))', 'alter table t add c character(5)'],
    nearMisses: ['create table n (a "char")', 'create table n (a varchar(2))'],
    sameSet: undefined,
  },
  'prefer-timestamptz': {
    positives: ['create table n (a timestamp)', 'alter table t add c timestamp without time zone'],
    nearMisses: ['create table n (a timestamptz)', 'create table n (a date)'],
    sameSet: undefined,
  },
  'timestamp-precision': {
    positives: ['create table n (a timestamp(0))', 'alter table t add c timestamptz(0)'],
    nearMisses: ['create table n (a timestamptz(3))', 'create table n (a timestamptz)'],
    sameSet: undefined,
  },
  'ban-money': {
    positives: ['create table n (a money)', 'alter table t add c money'],
    nearMisses: ['create table n (money numeric)', 'create table n (a numeric)'],
    sameSet: undefined,
  },
  'prefer-identity': {
    positives: ['create table n (id serial)', 'alter table t add c bigserial'],
    nearMisses: ['create table n (id int generated always as identity)', 'create table n (serial int)'],
    sameSet: undefined,
  },
  'prefer-numeric': {
    positives: ['create table n (a float)', 'alter table t add c real'],
    nearMisses: ['create table n (a numeric)', 'create table n (a int)'],
    sameSet: undefined,
  },
  'prefer-jsonb': {
    positives: ['create table n (a json)', 'alter table t add c json'],
    nearMisses: ['create table n (a jsonb)', 'create table n (json text)'],
    sameSet: undefined,
  },
  'prefer-bigint': {
    positives: ['create table n (a int)', 'alter table t add c smallint'],
    nearMisses: ['create table n (a bigint)', 'create table n (a numeric)'],
    sameSet: undefined,
  },
}
