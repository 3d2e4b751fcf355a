import { type Cases, parted, table } from './cases.ts'

export const indexesCases: Readonly<Record<string, Cases>> = {
  'require-concurrent-index-creation': {
    positives: ['create index on t (a)', 'create unique index if not exists i on s.t (lower(a))'],
    nearMisses: ['create index on only t (a)', 'create index concurrently i on t (a)'],
    sameSet: `${table}; create index on t (a)`,
    transaction: 'none',
  },
  'require-concurrent-index-deletion': {
    positives: ['drop index i', 'drop index if exists s.i, s.j'],
    nearMisses: ['drop index concurrently i', 'alter index i rename to j'],
    sameSet: `${table}; create index i on t (a); drop index i`,
    transaction: 'none',
  },
  'require-concurrent-reindex': {
    positives: ['reindex table t', 'reindex (verbose) index i'],
    nearMisses: ['reindex table concurrently t', 'reindex (concurrently true) index i'],
    sameSet: `${table}; reindex table t`,
    transaction: 'none',
  },
  'concurrently-in-transaction': {
    positives: ['create index concurrently i on t (a)', 'vacuum t'],
    nearMisses: ['create index i on t (a)', 'analyze t'],
    sameSet: undefined,
  },
  'concurrently-on-partitioned': {
    base: parted,
    positives: [
      'create index concurrently i on p (a)',
      'create unique index concurrently if not exists i on public.p (a)',
    ],
    nearMisses: ['create index concurrently i on t (a)', 'create index i on p (a)'],
    sameSet: undefined,
    transaction: 'none',
  },
  'index-on-partitioned-parent': {
    base: parted,
    positives: ['create index i on p (a)', 'create unique index on public.p (a)'],
    nearMisses: ['create index i on only p (a)', 'create index i on t (a)'],
    sameSet: 'create table q (a int) partition by list (a); create index i on q (a)',
  },
  'invalid-index-retry': {
    positives: [
      'create index concurrently if not exists i on t (a)',
      'create unique index concurrently if not exists i on t (a)',
    ],
    nearMisses: ['create index concurrently i on t (a)', 'create index if not exists i on t (a)'],
    sameSet: `${table}; create index concurrently if not exists i on t (a)`,
    transaction: 'none',
  },
  'drop-index-backing-constraint': {
    base: 'create table t (id int primary key, a int unique); create index i on t (a)',
    positives: ['drop index t_pkey', 'drop index concurrently if exists t_a_key'],
    nearMisses: ['drop index i', 'alter table t drop constraint t_pkey'],
    sameSet: undefined,
    transaction: 'none',
  },
  'replace-index-order': {
    base: `${table}; create index i on t (a)`,
    positives: [
      'drop index i; create index concurrently j on t (a)',
      'drop index concurrently i; create index concurrently j on t (a, b)',
    ],
    nearMisses: [
      'create index concurrently j on t (a); drop index concurrently i',
      'drop index i; create index concurrently j on t (b)',
    ],
    sameSet: 'create table n (a int); create index k on n (a); drop index k; create index l on n (a)',
    transaction: 'none',
  },
  'fk-missing-index': {
    base: table,
    positives: [
      'alter table t add foreign key (a) references p not valid',
      'alter table t add c int references p',
    ],
    nearMisses: [
      'alter table t add foreign key (a) references p; create index on t (a, b)',
      'alter table t add unique (a); alter table t add foreign key (a) references p',
    ],
    sameSet: 'create table n (a int); alter table n add foreign key (a) references p',
  },
  'redundant-index': {
    base: `${table}; create index i on t (a, b)`,
    positives: ['create index j on t (a)', 'create index j on t using btree (a, b)'],
    nearMisses: ['create unique index j on t (a)', 'create index j on t (b, a)'],
    sameSet: 'create table n (a int); create index i1 on n (a); create index i2 on n (a)',
  },
  'index-too-wide': {
    positives: ['create index i on t (a, b, c, d)', 'create index i on s.t (a, b, c, d, e)'],
    nearMisses: ['create index i on t (a, b, c)', 'create unique index i on t (a, b, c, d)'],
    sameSet: 'create table t (a int, b int, c int, d int); create index i on t (a, b, c, d)',
  },
  'hash-index': {
    positives: ['create index i on t using hash (a)', 'create index concurrently i on t using hash (a)'],
    nearMisses: ['create index i on t (a)', 'create index i on t using btree (hash(a))'],
    sameSet: `${table}; create index i on t using hash (a)`,
  },
  'gin-fast-update': {
    positives: ['create index i on t using gin (a)', 'create index concurrently i on t using gin (a)'],
    nearMisses: [
      'create index i on t using gin (a) with (fastupdate = off)',
      'create index i on t using gist (a)',
    ],
    sameSet: `${table}; create index i on t using gin (a)`,
  },
  'vector-index-parameters': {
    positives: [
      'create index i on t using hnsw (a vector_l2_ops)',
      'create index i on t using ivfflat (a vector_cosine_ops)',
    ],
    nearMisses: [
      'create index i on t using ivfflat (a vector_l2_ops) with (lists = 100)',
      'create index i on t using gist (a)',
    ],
    sameSet: `${table}; create index i on t using hnsw (a vector_l2_ops)`,
  },
  'index-corruption-pg14': {
    major: 14,
    positives: ['create index concurrently i on t (a)', 'reindex index concurrently i'],
    nearMisses: ['create index i on t (a)', 'drop index concurrently i'],
    sameSet: `${table}; create index concurrently i on t (a)`,
    transaction: 'none',
  },
}
