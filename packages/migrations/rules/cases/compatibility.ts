import { type Cases, table } from './cases.ts'

export const compatibilityCases: Readonly<Record<string, Cases>> = {
  'rename-column': {
    positives: ['alter table t rename a to b', 'alter table s.t rename column a to b'],
    nearMisses: ['alter table t rename constraint a to b', 'alter type c rename attribute a to b'],
    sameSet: `${table}; alter table t rename a to c`,
  },
  'rename-table': {
    positives: ['alter table t rename to u', 'alter schema s rename to x'],
    nearMisses: ['alter index i rename to j', 'alter sequence s rename to x'],
    sameSet: `${table}; alter table t rename to u`,
  },
  'set-schema': {
    positives: ['alter table t set schema s', 'alter table if exists s.t set schema public'],
    nearMisses: ['alter function f() set schema s', 'alter type e set schema s'],
    sameSet: `${table}; alter table t set schema s`,
  },
  'rename-enum-value': {
    positives: ["alter type e rename value 'a' to 'b'", "alter type s.e rename value 'a' to 'b'"],
    nearMisses: ["alter type e add value 'b'", 'alter type e rename to f'],
    sameSet: "create type e as enum ('a'); alter type e rename value 'a' to 'b'",
  },
  'constraint-rejects-old-writes': {
    positives: [
      'alter table t add constraint c check (a > 0) not valid',
      'alter table t add constraint c unique using index i',
    ],
    nearMisses: [
      'alter table t add constraint c check (a > 0) not enforced',
      'alter table t add c int; alter table t add constraint d check (c > 0) not valid',
    ],
    sameSet: `${table}; alter table t add constraint c check (a > 0) not valid`,
  },
  'drop-default': {
    positives: ['alter table t alter a drop default', 'alter table s.t alter column a drop default'],
    nearMisses: [
      'alter table t alter a set default 1',
      'alter table t add c int default 1; alter table t alter c drop default',
    ],
    sameSet: `${table}; alter table t alter a drop default`,
  },
  'function-signature-changed': {
    base: 'create function f(int) returns int language sql as $$ select 1 $$',
    positives: [
      'drop function f(int); create function f(int, text) returns int language sql as $$ select 1 $$',
      'create or replace function f(int, text) returns int language sql as $$ select 1 $$',
    ],
    nearMisses: [
      'create or replace function f(int) returns int language sql as $$ select 2 $$',
      'create function g(int) returns int language sql as $$ select 1 $$',
    ],
    sameSet:
      'create function g(int) returns int language sql as $$ select 1 $$; drop function g(int); create function g() returns int language sql as $$ select 1 $$',
  },
  'view-column-removed': {
    base: `${table}; create view v as select a, b from t`,
    positives: [
      'create or replace view v as select a from t',
      'drop view v; create view v as select b as c, a from t',
    ],
    nearMisses: [
      'create or replace view v as select a, b, 1 as c from t',
      'drop view v; create view v as select b, a from t',
    ],
    sameSet: 'create view n as select 1 as a, 2 as b; drop view n; create view n as select 1 as a',
  },
  'revoke-access': {
    positives: ['revoke select on t from app', 'revoke all on table s.t, u from public'],
    nearMisses: ['grant select on t to app', 'revoke usage on schema s from app'],
    sameSet: `${table}; revoke all on t from app`,
  },
  'enum-value-unknown-to-old-readers': {
    positives: ["alter type e add value 'x'", "alter type s.e add value if not exists 'x' before 'y'"],
    nearMisses: ["create type e as enum ('x')", "alter type e rename value 'x' to 'y'"],
    sameSet: "create type e as enum ('a'); alter type e add value 'x'",
  },
  'trigger-rejects-writes': {
    base: `create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create function drops() returns trigger language plpgsql as $$ begin if new.a is null then return null; end if; return new; end $$;
      create function logs() returns trigger language plpgsql as $$ begin raise notice 'x'; return new; end $$`,
    positives: [
      'create trigger x before insert on t for each row execute function no()',
      'create trigger x before update on t for each row execute function drops()',
    ],
    nearMisses: [
      'create trigger x before insert on t for each row execute function logs()',
      'create trigger x before delete on t for each row execute function no()',
    ],
    sameSet: `${table}; create trigger x before insert on t for each row execute function no()`,
  },
}
