import { activeRecord } from './active-record.ts'
import { activeRecordModel } from './active-record-model.ts'
import { diesel } from './diesel.ts'
import { django } from './django.ts'
import { drizzle } from './drizzle.ts'
import { drizzleEnum } from './drizzle-enum.ts'
import { ecto } from './ecto.ts'
import { eloquent } from './eloquent.ts'
import { ent } from './ent.ts'
import { entityFramework } from './entity-framework.ts'
import { goStructs } from './go-structs.ts'
import { jpa } from './jpa.ts'
import type { Mapping } from './mapping.ts'
import { prisma } from './prisma.ts'
import { seaOrm } from './sea-orm.ts'
import { sequelize } from './sequelize.ts'
import { sqlalchemy } from './sqlalchemy.ts'
import { typeorm } from './typeorm.ts'

export const mappings: readonly Mapping[] = [
  prisma,
  drizzle,
  drizzleEnum,
  sqlalchemy,
  django,
  activeRecord,
  activeRecordModel,
  typeorm,
  sequelize,
  diesel,
  seaOrm,
  goStructs,
  ent,
  jpa,
  entityFramework,
  ecto,
  eloquent,
]
