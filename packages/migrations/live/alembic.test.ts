import { expect, test } from '@jest/globals'
import { alembic } from './version-tables/alembic.ts'

const revision = (key: string, down: string) =>
  `"""words"""\nrevisions = 'no'\nrevision: str = '${key}'\ndown_revision: Union[str, None] = ${down}\n`

test('revisions stand in the order of their graph, whatever their names, also after a merge and in a circle', () => {
  const order = (files: Readonly<Record<string, string>>) => {
    const text = (path: string) => files[path]
    const known = Object.keys(files).map((path) => ({ path, key: alembic.keyOf?.(path, text) ?? '' }))
    return alembic.order?.(known, text).map(({ key }) => key)
  }
  const files = {
    'v/a.py': revision('a3', "('b2', 'c1')"),
    'v/b.py': revision('b2', '"z0"'),
    'v/c.py': revision('c1', "'z0'"),
    'v/z.py': revision('z0', 'None'),
  }
  expect(order(files)).toEqual(['z0', 'b2', 'c1', 'a3'])
  expect(order({ 'v/a.py': revision('a', "'b'"), 'v/b.py': revision('b', "'a'") })).toHaveLength(2)
})
