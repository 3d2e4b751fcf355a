import { type Cases, table } from './cases.ts'

export const destructionCases: Readonly<Record<string, Cases>> = {
  'drop-table': {
    positives: ['drop table t', 'drop table if exists s.t, u'],
    nearMisses: ['drop view t', 'drop foreign table t'],
    sameSet: `${table}; drop table t`,
  },
  'drop-column': {
    positives: ['alter table t drop column a', 'alter table t drop a, drop if exists b'],
    nearMisses: ['alter table t drop constraint a', 'alter table t alter a drop default'],
    sameSet: `${table}; alter table t drop column a`,
  },
  'drop-column-takes-constraint': {
    base: 'create table t (id int primary key, a int unique, b int, c int); create index i on t (c)',
    positives: ['alter table t drop column a', 'alter table t drop c'],
    nearMisses: ['alter table t drop column b', 'drop index i; alter table t drop column c'],
    sameSet: 'create table n (a int unique, b int); alter table n drop column a',
  },
  'drop-schema': {
    positives: ['drop schema s', 'drop schema if exists s cascade'],
    nearMisses: ['alter schema s rename to x', 'create schema s'],
    sameSet: 'create schema s; drop schema s',
  },
  'drop-database': {
    positives: ['drop database d', 'drop database if exists d'],
    nearMisses: ['create database d', 'alter database d set x = 1'],
    sameSet: undefined,
    transaction: 'none',
  },
  truncate: {
    positives: ['truncate t', 'truncate table s.t, u cascade'],
    nearMisses: ['delete from t where a = 1', 'drop view t'],
    sameSet: `${table}; truncate t`,
  },
  'drop-cascade': {
    positives: ['drop table t cascade', 'drop function f(int) cascade'],
    nearMisses: ['drop table t', 'truncate t cascade'],
    sameSet: `${table}; drop table t cascade`,
  },
  'drop-type': {
    positives: ['drop type e', 'drop domain if exists s.d cascade'],
    nearMisses: ['alter type e rename to f', 'drop sequence e'],
    sameSet: "create type e as enum ('a'); drop type e",
  },
  'drop-constraint': {
    positives: ['alter table t drop constraint c', 'alter table s.t drop constraint if exists c cascade'],
    nearMisses: [
      'alter table t drop column c',
      'alter table t add constraint c check (a > 0) not valid; alter table t drop constraint c',
    ],
    sameSet: `${table}; alter table t drop constraint c`,
  },
  'delete-without-where': {
    positives: ['delete from t', 'delete from t where true'],
    nearMisses: ['delete from t where a = 1', 'delete from t using u where t.a = u.a'],
    sameSet: `${table}; delete from t`,
  },
  'delete-rows': {
    positives: ['delete from t where a = 1', 'delete from t using u where t.a = u.a'],
    nearMisses: ['delete from t', 'select 1 from t where a = 1'],
    sameSet: `${table}; delete from t where a = 1`,
  },
  'update-without-where': {
    positives: ['update t set a = 1', 'update t set a = 1 where 1 = 1'],
    nearMisses: ['update t set a = 1 where a is null', 'update t set a = u.a from u where u.b = t.b'],
    sameSet: `${table}; update t set a = 1`,
  },
  'update-rows': {
    positives: [
      'update t set a = 1 where b = 2',
      'insert into t values (1) on conflict (a) do update set b = 2',
    ],
    nearMisses: [
      'update t set a = 1 where a is null and b = 2',
      'alter table t add c int; update t set c = a',
    ],
    sameSet: `${table}; update t set a = 1 where b = 2`,
  },
  'drop-extension': {
    positives: ['drop extension citext', 'drop extension if exists "uuid-ossp" cascade'],
    nearMisses: ['create extension citext', 'alter extension citext update'],
    sameSet: 'create extension citext; drop extension citext',
  },
  'drop-sequence': {
    positives: ['drop sequence s', 'drop sequence if exists a.s, b'],
    nearMisses: ['alter sequence s restart', 'create sequence s'],
    sameSet: 'create sequence s; drop sequence s',
  },
  'drop-view': {
    base: `${table}; create view v as select a from t; create materialized view m as select a from t with no data`,
    positives: ['drop view v', 'drop materialized view if exists m cascade'],
    nearMisses: [
      'drop view v; create view v as select a, b from t',
      'create or replace view v as select a from t',
    ],
    sameSet: 'create view n as select 1 as a; drop view n',
  },
  'drop-function': {
    base: 'create function f(int) returns int language sql as $$ select 1 $$',
    positives: ['drop function f(int)', 'drop procedure if exists s.g'],
    nearMisses: [
      'drop function f(int); create function f(int) returns int language sql as $$ select 2 $$',
      'create or replace function f(int) returns int language sql as $$ select 2 $$',
    ],
    sameSet: 'create function g() returns int language sql as $$ select 1 $$; drop function g()',
  },
  'hidden-writes': {
    positives: ['do $$ begin end $$', 'select backfill(1)'],
    nearMisses: ["select setval('s', max(a)) from t", 'select 1'],
    sameSet: undefined,
  },
}
