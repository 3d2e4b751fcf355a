import { atlas } from './atlas.ts'
import { dbmate } from './dbmate.ts'
import { diesel } from './diesel.ts'
import { drizzle } from './drizzle.ts'
import { flyway } from './flyway.ts'
import { golangMigrate } from './golang-migrate.ts'
import { goose } from './goose.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { plainSql } from './plain-sql.ts'
import { prisma } from './prisma.ts'
import { refinery } from './refinery.ts'
import { sqlx } from './sqlx.ts'
import { supabase } from './supabase.ts'
import type { RecogniseTool } from './tool.ts'

/** In the order of asking: the more a convention demands, the earlier it is asked. */
export const tools: readonly RecogniseTool[] = [
  supabase,
  atlas,
  drizzle,
  prisma,
  diesel,
  dbmate,
  goose,
  nodePgMigrate,
  refinery,
  flyway,
  sqlx,
  golangMigrate,
  plainSql,
]
