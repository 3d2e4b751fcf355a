import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { adviseOwnCommand } from './advice.ts'

const tools = [
  'Knex',
  'TypeORM',
  'Sequelize',
  'Kysely',
  'MikroORM',
  'Drizzle',
  'node-pg-migrate',
  'Rails',
  'Ecto',
  'Laravel',
  'Phinx',
  'Doctrine',
  'Django',
  'Alembic',
  'Entity Framework',
  'goose (Go)',
  'refinery (Rust)',
  'Liquibase',
  'sqitch',
  'something else',
]

test.each(tools)('the advice for %s is YAML to paste', (tool) => {
  const advice = adviseOwnCommand(tool)
  const yaml = /`(with: .*)`/.exec(advice)?.[1] ?? ''
  const { with: inputs } = parse(yaml)
  expect(inputs['migrate-command']).toEqual(expect.any(String))
  expect(Object.keys(inputs)).toEqual(
    inputs['rollback-command'] === undefined ? ['migrate-command'] : ['migrate-command', 'rollback-command'],
  )
})
