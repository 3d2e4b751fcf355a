import { describe, expect, test } from '@jest/globals'
import { mayWrite } from './may-write.ts'

describe('what a block could write', () => {
  test.each([
    'begin update only t set a = 1; end',
    'begin DELETE FROM t; end',
    'begin truncate t; end',
    'begin merge into t using s on true when matched then delete; end',
    'begin drop table if exists t; end',
    'begin alter table t drop a; end',
    "begin execute 'drop table t'; end",
    "begin execute format('%s table t', verb); end",
    "begin execute 'trun' || 'cate t'; end",
    'begin execute statement; end',
  ])('%s', (sql) => expect(mayWrite(sql)).toBe(true))

  test.each([
    'begin -- delete from t\n null; end',
    'begin /* update t set a = 1 */ null; end',
    'begin create trigger x after update or delete on t execute function f(); end',
    'begin alter table t add foreign key (a) references p on delete cascade on update set null; end',
    'begin alter table t drop constraint c; alter table t alter a drop default; end',
    'begin grant execute on function f to r; grant update, delete on t to r; end',
    'begin perform 1 from t for update; end',
    "begin execute format('alter table %I add column a int', name); end",
    'begin insert into t values (1); drop index i; drop type e; end',
  ])('not %s', (sql) => expect(mayWrite(sql)).toBe(false))
})
