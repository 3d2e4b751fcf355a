/** A repository of one tool: what base has, what the change adds, and the commands. */
export interface ToolCase {
  readonly tool: string
  readonly runtime: 'node' | 'python'
  readonly base: Readonly<Record<string, string>>
  readonly head: Readonly<Record<string, string>>
  readonly migrate: string
  readonly rollback?: string
  /** The new files, in order. */
  readonly files: readonly string[]
  /** How the new migrations are sent: each in a transaction, all in one, or without any. */
  readonly transaction: 'each' | 'set' | 'none'
  /** Where the second file says what makes the index. */
  readonly indexLine: number
}

const knex = (up: string, down: string) =>
  `exports.up = async (knex) => {\n${up}\n}\nexports.down = async (knex) => {\n${down}\n}\n`

const sequelize = (up: string, down: string) =>
  `module.exports = {\n  async up(queryInterface, Sequelize) {\n${up}\n  },\n  async down(queryInterface) {\n${down}\n  },\n}\n`

const typeorm = (name: string, up: string, down: string) =>
  `exports.${name} = class ${name} {\n  name = '${name}'\n  async up(queryRunner) {\n${up}\n  }\n  async down(queryRunner) {\n${down}\n  }\n}\n`

const kysely = (up: string, down: string) =>
  `import { sql } from 'kysely'\nexport async function up(db) {\n${up}\n}\nexport async function down(db) {\n${down}\n}\n`

const kyselyScript = `import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'
const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) }) })
const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.join(process.cwd(), 'migrations') })
const migrator = new Migrator({ db, provider })
const { error } = process.argv[2] === 'down' ? await migrator.migrateDown() : await migrator.migrateToLatest()
await db.destroy()
if (error) throw error
`

const nodePgMigrate = (up: string, down: string) =>
  `exports.up = (pgm) => {\n${up}\n}\nexports.down = (pgm) => {\n${down}\n}\n`

const drizzleScript = `import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
await migrate(drizzle(pool), { migrationsFolder: 'drizzle' })
await pool.end()
`

const journal = (...tags: readonly string[]) =>
  `${JSON.stringify({ version: '7', dialect: 'postgresql', entries: tags.map((tag, idx) => ({ idx, version: '7', when: 1_700_000_000_000 + idx, tag, breakpoints: true })) })}\n`

const alembicEnv = `import os
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg://"))
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
`

const alembic = (revision: string, before: string | undefined, up: string, down: string) =>
  `from alembic import op\nimport sqlalchemy as sa\nrevision = "${revision}"\ndown_revision = ${before === undefined ? 'None' : `"${before}"`}\n\ndef upgrade():\n${up}\n\ndef downgrade():\n${down}\n`

const django = (before: string | undefined, operations: string) =>
  `from django.db import migrations, models\n\nclass Migration(migrations.Migration):\n    dependencies = [${before === undefined ? '' : `("shop", "${before}")`}]\n    operations = [\n${operations}\n    ]\n`

const djangoSettings = `import os
from urllib.parse import urlparse
url = urlparse(os.environ["DATABASE_URL"])
SECRET_KEY = "not one"
INSTALLED_APPS = ["shop"]
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port}}
`

const djangoManage = `import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`

const createAccounts = 'create table accounts (id serial primary key, email text not null)'

/** Every change adds a nullable column and, in a second migration, an index without CONCURRENTLY. */
export const toolCases: readonly ToolCase[] = [
  {
    tool: 'Knex',
    runtime: 'node',
    base: {
      'knexfile.js': "module.exports = { client: 'pg', connection: process.env.DATABASE_URL }\n",
      'migrations/20260101000000_accounts.js': knex(
        "  await knex.schema.createTable('accounts', (t) => { t.increments(); t.text('email').notNullable() })",
        "  await knex.schema.dropTable('accounts')",
      ),
    },
    head: {
      'migrations/20260102000000_nickname.js': knex(
        "  await knex.schema.alterTable('accounts', (t) => t.text('nickname'))\n  await knex('accounts').where('email', \"it's $1 \\\\ ? 'x'\").update({ nickname: \"o'neil \\\\ \" })",
        "  await knex.schema.alterTable('accounts', (t) => t.dropColumn('nickname'))",
      ),
      'migrations/20260103000000_email_index.js': knex(
        "  await knex.schema.alterTable('accounts', (t) => t.index(['email'], 'accounts_email'))",
        "  await knex.schema.alterTable('accounts', (t) => t.dropIndex(['email'], 'accounts_email'))",
      ),
    },
    migrate: 'node_modules/.bin/knex migrate:latest',
    rollback: 'node_modules/.bin/knex migrate:down',
    files: ['migrations/20260102000000_nickname.js', 'migrations/20260103000000_email_index.js'],
    transaction: 'set',
    indexLine: 2,
  },
  {
    tool: 'TypeORM',
    runtime: 'node',
    base: {
      'data-source.js':
        "const { DataSource } = require('typeorm')\nmodule.exports = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, migrations: ['migrations/*.js'] })\n",
      'migrations/1767225600000-Accounts.js': typeorm(
        'Accounts1767225600000',
        `    await queryRunner.query('${createAccounts}')`,
        "    await queryRunner.query('drop table accounts')",
      ),
    },
    head: {
      'migrations/1767312000000-Nickname.js': typeorm(
        'Nickname1767312000000',
        "    await queryRunner.query('alter table accounts add column nickname text')",
        "    await queryRunner.query('alter table accounts drop column nickname')",
      ),
      'migrations/1767398400000-EmailIndex.js': typeorm(
        'EmailIndex1767398400000',
        "    await queryRunner.query('create index accounts_email on accounts (email)')",
        "    await queryRunner.query('drop index accounts_email')",
      ),
    },
    migrate: 'node_modules/.bin/typeorm migration:run -d data-source.js',
    rollback: 'node_modules/.bin/typeorm migration:revert -d data-source.js',
    files: ['migrations/1767312000000-Nickname.js', 'migrations/1767398400000-EmailIndex.js'],
    transaction: 'set',
    indexLine: 4,
  },
  {
    tool: 'Sequelize',
    runtime: 'node',
    base: {
      'package.json': '{ "private": true }\n',
      'migrations/20260101000000-accounts.js': sequelize(
        "    await queryInterface.createTable('accounts', { id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true }, email: { type: Sequelize.TEXT, allowNull: false } })",
        "    await queryInterface.dropTable('accounts')",
      ),
    },
    head: {
      'migrations/20260102000000-nickname.js': sequelize(
        "    await queryInterface.addColumn('accounts', 'nickname', { type: Sequelize.TEXT })",
        "    await queryInterface.removeColumn('accounts', 'nickname')",
      ),
      'migrations/20260103000000-email-index.js': sequelize(
        "    await queryInterface.addIndex('accounts', ['email'], { name: 'accounts_email' })",
        "    await queryInterface.removeIndex('accounts', 'accounts_email')",
      ),
    },
    migrate: 'node_modules/.bin/sequelize-cli db:migrate --url "$DATABASE_URL"',
    rollback: 'node_modules/.bin/sequelize-cli db:migrate:undo --url "$DATABASE_URL"',
    files: ['migrations/20260102000000-nickname.js', 'migrations/20260103000000-email-index.js'],
    transaction: 'none',
    indexLine: 3,
  },
  {
    tool: 'Kysely',
    runtime: 'node',
    base: {
      'migrate.mjs': kyselyScript,
      'migrations/2026-01-01-accounts.mjs': kysely(
        "  await db.schema.createTable('accounts').addColumn('id', 'serial', (c) => c.primaryKey()).addColumn('email', 'text', (c) => c.notNull()).execute()",
        "  await db.schema.dropTable('accounts').execute()",
      ),
    },
    head: {
      'migrations/2026-01-02-nickname.mjs': kysely(
        "  await db.schema.alterTable('accounts').addColumn('nickname', 'text').execute()\n  await sql`update accounts set nickname = ${'x'} where email = ${'nobody'}`.execute(db)",
        "  await db.schema.alterTable('accounts').dropColumn('nickname').execute()",
      ),
      'migrations/2026-01-03-email-index.mjs': kysely(
        "  await db.schema.createIndex('accounts_email').on('accounts').column('email').execute()",
        "  await db.schema.dropIndex('accounts_email').execute()",
      ),
    },
    migrate: 'node migrate.mjs up',
    rollback: 'node migrate.mjs down',
    files: ['migrations/2026-01-02-nickname.mjs', 'migrations/2026-01-03-email-index.mjs'],
    transaction: 'set',
    indexLine: 3,
  },
  {
    tool: 'node-pg-migrate',
    runtime: 'node',
    base: {
      'package.json': '{ "private": true }\n',
      'migrations/1767225600000_accounts.js': nodePgMigrate(
        "  pgm.createTable('accounts', { id: 'id', email: { type: 'text', notNull: true } })",
        "  pgm.dropTable('accounts')",
      ),
    },
    head: {
      'migrations/1767312000000_nickname.js': nodePgMigrate(
        "  pgm.addColumn('accounts', { nickname: { type: 'text' } })",
        "  pgm.dropColumn('accounts', 'nickname')",
      ),
      'migrations/1767398400000_email-index.js': nodePgMigrate(
        "  pgm.createIndex('accounts', 'email', { name: 'accounts_email' })",
        "  pgm.dropIndex('accounts', 'email', { name: 'accounts_email' })",
      ),
    },
    migrate: 'node_modules/.bin/node-pg-migrate up',
    rollback: 'node_modules/.bin/node-pg-migrate down',
    files: ['migrations/1767312000000_nickname.js', 'migrations/1767398400000_email-index.js'],
    transaction: 'set',
    indexLine: 2,
  },
  {
    tool: 'Drizzle',
    runtime: 'node',
    base: {
      'migrate.mjs': drizzleScript,
      'drizzle/0000_accounts.sql': `${createAccounts};\n`,
      'drizzle/meta/_journal.json': journal('0000_accounts'),
    },
    head: {
      'drizzle/0001_nickname.sql': 'alter table accounts add column nickname text;\n',
      'drizzle/0002_email_index.sql': 'create index accounts_email on accounts (email);\n',
      'drizzle/meta/_journal.json': journal('0000_accounts', '0001_nickname', '0002_email_index'),
    },
    migrate: 'node migrate.mjs',
    files: ['drizzle/0001_nickname.sql', 'drizzle/0002_email_index.sql'],
    transaction: 'set',
    indexLine: 1,
  },
  {
    tool: 'Alembic',
    runtime: 'python',
    base: {
      'alembic.ini': '[alembic]\nscript_location = alembic\n',
      'alembic/env.py': alembicEnv,
      'alembic/versions/a1_accounts.py': alembic(
        'a1',
        undefined,
        `    op.execute("${createAccounts}")`,
        '    op.drop_table("accounts")',
      ),
    },
    head: {
      'alembic/versions/b2c_nickname.py': alembic(
        'b2c',
        'a1',
        '    op.add_column("accounts", sa.Column("nickname", sa.Text()))',
        '    op.drop_column("accounts", "nickname")',
      ),
      'alembic/versions/c3d_email_index.py': alembic(
        'c3d',
        'b2c',
        '    op.create_index("accounts_email", "accounts", ["email"])',
        '    op.drop_index("accounts_email")',
      ),
    },
    migrate: 'alembic upgrade head',
    rollback: 'alembic downgrade -1',
    files: ['alembic/versions/b2c_nickname.py', 'alembic/versions/c3d_email_index.py'],
    transaction: 'set',
    indexLine: 7,
  },
  {
    tool: 'Django',
    runtime: 'python',
    base: {
      'manage.py': djangoManage,
      'settings.py': djangoSettings,
      'shop/__init__.py': '',
      'shop/migrations/__init__.py': '',
      'shop/migrations/0001_initial.py': django(
        undefined,
        '        migrations.CreateModel("Account", [("id", models.AutoField(primary_key=True)), ("email", models.TextField())], options={"db_table": "accounts"}),',
      ),
    },
    head: {
      'shop/migrations/0002_nickname.py': django(
        '0001_initial',
        '        migrations.AddField("Account", "nickname", models.TextField(null=True)),',
      ),
      'shop/migrations/0003_email_index.py': django(
        '0002_nickname',
        '        migrations.AddIndex("Account", models.Index(fields=["email"], name="accounts_email")),',
      ),
    },
    migrate: 'python manage.py migrate --no-input',
    rollback:
      'set -- $OPERATOR_NEW_MIGRATIONS; d=$(dirname "$1"); before=$(ls "$d" | grep "^[0-9]" | sort | grep -B1 "^$(basename "$1")$" | head -1); [ "$before" = "$(basename "$1")" ] && before=zero; python manage.py migrate "$(basename "$(dirname "$d")")" "${before%.py}"',
    files: ['shop/migrations/0002_nickname.py', 'shop/migrations/0003_email_index.py'],
    transaction: 'each',
    indexLine: 6,
  },
]
