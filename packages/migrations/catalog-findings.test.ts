import { expect, test } from '@jest/globals'
import type { CatalogDifference } from '@operator/rehearsal'
import { describeDifferences } from './catalog-findings.ts'

function told(difference: CatalogDifference): string {
  const [finding] = describeDifferences([difference], 'm/1.down.sql', 'rollback-differs')
  return `${finding?.level}: ${finding?.message} ${finding?.remedy}`
}

test.each<[CatalogDifference, string]>([
  [
    { change: 'missing', object: 'policy', name: 'public.t.own', before: 'x' },
    'error: policy public.t.own is gone. Make policy public.t.own again in the down migration.',
  ],
  [
    { change: 'extra', object: 'index', name: 'public.i', after: 'x' },
    'error: index public.i is left behind. Drop index public.i in the down migration.',
  ],
  [
    { change: 'changed', object: 'column', name: 't.a', before: 'text | not null', after: 'text' },
    'error: column t.a has lost "not null". Set column t.a back in the down migration.',
  ],
  [
    { change: 'changed', object: 'column', name: 't.a', before: 'text', after: 'text | default 1' },
    'error: column t.a has "default 1", which it had not before. Set column t.a back in the down migration.',
  ],
  [
    {
      change: 'changed',
      object: 'function',
      name: 'f()',
      before: 'AS $$\n  select 1\n$$ | owner a',
      after: 'AS $$\n  select 2\n$$ | owner a',
    },
    'error: function f() was "  select 1" and is "  select 2". Set function f() back in the down migration.',
  ],
  [
    { change: 'renamed', object: 'constraint', name: 't.a', before: 't.a', after: 't.b' },
    'note: constraint t.a now has the name t.b. Give it its old name if something refers to the name.',
  ],
  [
    { change: 'column-order', object: 'table', name: 't', before: 'a, b', after: 'b, a' },
    'note: table t has its columns in another order: b, a instead of a, b. Nothing to do, unless code reads columns by their position.',
  ],
])('%j', (difference, expected) => {
  expect(told(difference)).toBe(expected)
})
