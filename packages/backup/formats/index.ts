import type { BackupFormat } from '../policy.ts'
import { azure } from './azure.ts'
import { barman } from './barman.ts'
import { cloudSql } from './cloud-sql.ts'
import type { ReadBackups } from './format.ts'
import { json } from './json.ts'
import { neon } from './neon.ts'
import { pgbackrest } from './pgbackrest.ts'
import { rds } from './rds.ts'
import { supabase } from './supabase.ts'
import { walG } from './wal-g.ts'

/** How each tool's words are read. */
export const formats: Readonly<Record<BackupFormat, ReadBackups>> = {
  json,
  azure,
  barman,
  'cloud-sql': cloudSql,
  neon,
  pgbackrest,
  rds,
  supabase,
  'wal-g': walG,
}
