import { type Cases, table } from './cases.ts'

export const maintenanceCases: Readonly<Record<string, Cases>> = {
  'vacuum-full': {
    positives: ['vacuum full t', 'vacuum (full, analyze) t'],
    nearMisses: ['vacuum t', 'vacuum (full false) t'],
    sameSet: `${table}; vacuum full t`,
    transaction: 'none',
  },
  cluster: {
    positives: ['cluster t using i', 'cluster'],
    nearMisses: ['alter table t cluster on i', 'analyze t'],
    sameSet: `${table}; cluster t using i`,
    transaction: 'none',
  },
  'rewrite-by-storage': {
    positives: ['alter table t set unlogged', 'alter table t set tablespace x'],
    nearMisses: ['alter table t set (fillfactor = 70)', 'alter index i set tablespace x'],
    sameSet: `${table}; alter table t set logged`,
  },
  'refresh-matview': {
    positives: ['refresh materialized view m', 'refresh materialized view s.m with no data'],
    nearMisses: ['refresh materialized view concurrently m', 'create materialized view n as select 1'],
    sameSet: 'create materialized view m as select 1; refresh materialized view m',
  },
  'matview-with-data': {
    positives: [
      'create materialized view m as select * from t',
      'create materialized view s.m as select a from s.t join u using (a)',
    ],
    nearMisses: [
      'create materialized view m as select * from t with no data',
      'create view v as select * from t',
    ],
    sameSet: `${table}; create materialized view m as select * from t`,
  },
  'attach-partition': {
    positives: [
      'alter table p attach partition t for values in (1)',
      'alter table p attach partition t default',
    ],
    nearMisses: ['alter index p attach partition i', 'alter table p detach partition t concurrently'],
    sameSet: `${table}; alter table p attach partition t for values in (1)`,
    transaction: 'none',
  },
  'detach-partition': {
    positives: ['alter table p detach partition t', 'alter table s.p detach partition s.t'],
    nearMisses: ['alter table p detach partition t concurrently', 'alter table p attach partition t default'],
    sameSet: 'create table p (a int) partition by list (a); alter table p detach partition t',
    transaction: 'none',
  },
  'create-partition-of': {
    positives: ['create table n partition of p for values in (1)', 'create table n partition of s.p default'],
    nearMisses: ['create table n (like p)', 'create table n () inherits (p)'],
    sameSet: 'create table p (a int) partition by list (a); create table n partition of p for values in (1)',
  },
  'add-trigger': {
    positives: [
      'create trigger x after insert on t for each row execute function f()',
      'create constraint trigger x after update on s.t for each row execute function f()',
    ],
    nearMisses: ['create event trigger x on ddl_command_end execute function f()', 'drop trigger x on t'],
    sameSet: `${table}; create trigger x after insert on t for each row execute function f()`,
  },
  'drop-trigger': {
    positives: ['drop trigger x on t', 'drop trigger if exists x on s.t cascade'],
    nearMisses: ['drop event trigger x', 'alter table t disable trigger x'],
    sameSet: `${table}; drop trigger x on t`,
  },
  'disable-trigger': {
    positives: ['alter table t disable trigger all', 'alter table t disable trigger x'],
    nearMisses: ['alter table t enable trigger all', 'drop trigger x on t'],
    sameSet: `${table}; alter table t disable trigger all`,
  },
  'lock-table': {
    positives: ['lock table t', 'lock t, u in share mode'],
    nearMisses: ['select * from t', 'select 1 from t for update'],
    sameSet: `${table}; lock table t`,
  },
  'owner-rule-rls-ddl-locks': {
    positives: ['alter table t owner to bob', 'create rule r as on insert to t do instead nothing'],
    nearMisses: ['alter view v owner to bob', 'alter table t set (fillfactor = 70)'],
    sameSet: `${table}; alter table t enable row level security`,
  },
  'drop-pk-replica-identity': {
    base: 'create table t (id int primary key, a int unique)',
    positives: [
      'alter table t drop constraint t_pkey',
      'alter table t drop constraint if exists t_pkey cascade',
    ],
    nearMisses: [
      'alter table t drop constraint t_a_key',
      'alter table t drop constraint t_pkey; alter table t add primary key (a)',
    ],
    sameSet: 'create table n (id int primary key); alter table n drop constraint n_pkey',
  },
  'publication-drift': {
    base: `${table}; create publication changes for table t; create publication everything for all tables`,
    positives: ['create table n (a int)', 'drop table t'],
    nearMisses: [
      'create table n (a int); alter publication changes add table n',
      'create temp table n (a int)',
    ],
    sameSet: 'create table n (a int); alter publication changes add table n; drop table n',
  },
  'autovacuum-off': {
    positives: [
      'alter table t set (autovacuum_enabled = false)',
      'create table n (a int) with (autovacuum_enabled = off)',
    ],
    nearMisses: ['alter table t set (autovacuum_enabled = true)', 'alter table t reset (autovacuum_enabled)'],
    sameSet: undefined,
  },
  'unlogged-table': {
    positives: ['create unlogged table n (a int)', 'create unlogged table n as select 1'],
    nearMisses: ['create table n (a int)', 'create temp table n (a int)'],
    sameSet: undefined,
  },
  'prefer-bigint-key': {
    positives: ['create table n (id int primary key)', 'create table n (id smallserial, primary key (id))'],
    nearMisses: ['create table n (id bigint primary key)', 'create table n (id int, a uuid primary key)'],
    sameSet: undefined,
  },
  'integer-sequence': {
    positives: ['create sequence s as int', 'create sequence s as smallint start 5'],
    nearMisses: ['create sequence s', 'create sequence s as bigint'],
    sameSet: undefined,
  },
}
