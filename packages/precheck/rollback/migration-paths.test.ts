import { describe, expect, test } from '@jest/globals'
import { mayBeMigration } from './migration-paths.ts'

describe('mayBeMigration', () => {
  test.each([
    'migrations/0001_init.up.sql',
    'db/migrate/20260101_add.rb',
    'prisma/schema.prisma',
    'prisma/migrations/1/migration.sql',
    'drizzle/0001_x.sql',
    'supabase/migrations/1.sql',
    'alembic/versions/1a2b.py',
    'src/main/resources/db/migration/V1__x.sql',
    'src/main/resources/db/changelog/x.xml',
    'priv/repo/migrations/1_x.exs',
    'app/models/migrations/0002_auto.py',
    'queries/report.SQL',
    'knexfile.ts',
    'lib/my-sequelize-models/user.rb',
  ])('%s may be one', (path) => {
    expect(mayBeMigration(path)).toBe(true)
  })

  test.each([
    'src/shop.ts',
    'CHANGELOG.md',
    'docs/migration-guides/axios.md',
    'db/diagram.svg',
    'docs/a.md',
    'LICENSE.migrated',
    'bin/migrate',
    '.github/workflows/ci.yml',
    'package.json',
  ])('%s is none', (path) => {
    expect(mayBeMigration(path)).toBe(false)
  })
})
