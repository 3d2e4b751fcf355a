import { alembic } from './alembic.ts'
import { atlas } from './atlas.ts'
import { dbmate } from './dbmate.ts'
import { diesel } from './diesel.ts'
import { django } from './django.ts'
import { doctrine } from './doctrine.ts'
import { drizzle } from './drizzle.ts'
import { ecto } from './ecto.ts'
import { entityFramework } from './entity-framework.ts'
import { flyway } from './flyway.ts'
import { golangMigrate } from './golang-migrate.ts'
import { goose } from './goose.ts'
import { knex } from './knex.ts'
import { kysely } from './kysely.ts'
import { laravel } from './laravel.ts'
import { liquibase } from './liquibase.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { phinx } from './phinx.ts'
import { prisma } from './prisma.ts'
import { rails } from './rails.ts'
import { refinery } from './refinery.ts'
import { sequelize } from './sequelize.ts'
import { sqlMigrate } from './sql-migrate.ts'
import { sqlx } from './sqlx.ts'
import { supabase } from './supabase.ts'
import { tern } from './tern.ts'
import { typeorm } from './typeorm.ts'
import type { VersionTable } from './version-table.ts'

/** What a migration tool keeps its books in, by tool. */
export const versionTables: readonly VersionTable[] = [
  alembic,
  atlas,
  dbmate,
  diesel,
  django,
  doctrine,
  drizzle,
  ecto,
  entityFramework,
  flyway,
  golangMigrate,
  goose,
  knex,
  kysely,
  laravel,
  liquibase,
  nodePgMigrate,
  phinx,
  prisma,
  rails,
  refinery,
  sequelize,
  sqlMigrate,
  sqlx,
  supabase,
  tern,
  typeorm,
]
