import type { ActingRole, RehearsalPlan } from '@operator/rehearsal'
import type { MigrationsPolicy } from './policy.ts'
import { outsideRoles, type ParsedScript, parseSection } from './script.ts'
import type { MigrationTree } from './tree.ts'

/** Whom the change runs as, and what is known of his rights. */
export type ProductionRole =
  | {
      readonly kind: 'role'
      readonly acting: ActingRole
      /** Named by the grants; roles live outside databases. */
      readonly roles: readonly string[]
    }
  | { readonly kind: 'unread'; readonly why: string }

/** What a file of grants holds; statements that set a session up, as pg_dump writes them, are passed over. */
const grants: ReadonlySet<string> = new Set([
  'GrantStmt',
  'GrantRoleStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterOwnerStmt',
])
const passedOver: ReadonlySet<string> = new Set(['VariableSetStmt', 'SelectStmt'])

/** The policy's `role` and `grants`, the latter from the base: a change cannot give itself rights. */
export async function readProductionRole(
  { role, grants: path }: Pick<MigrationsPolicy, 'role' | 'grants'>,
  base: MigrationTree,
): Promise<ProductionRole | undefined> {
  if (role === undefined)
    return path === undefined
      ? undefined
      : { kind: 'unread', why: 'migrations.grants says what a role may do, and migrations.role names none' }
  if (path === undefined) return { kind: 'role', acting: { role }, roles: [] }
  const text = base.text(path)
  if (text === undefined) return { kind: 'unread', why: `${path} (migrations.grants) is not in the base` }
  const answer = await parseSection({ path, text, firstLine: 1, transaction: 'none' })
  if (!answer.ok)
    return {
      kind: 'unread',
      why: `${path} (migrations.grants) could not be read as SQL: ${answer.problem.message}`,
    }
  const { statements } = answer.parsed
  const odd = statements.find((statement) => !isGrant(statement) && !passedOver.has(kindOf(statement)))
  if (odd !== undefined)
    return {
      kind: 'unread',
      why: `${path}:${odd.line} (migrations.grants) is none of GRANT, REVOKE, OWNER TO and ALTER DEFAULT PRIVILEGES`,
    }
  const wanted = statements.filter(isGrant).map(({ sql, line }) => ({ sql, line }))
  return {
    kind: 'role',
    acting: { role, grants: { path, statements: wanted } },
    roles: outsideRoles([answer.parsed]),
  }
}

type Parsed = ParsedScript['statements'][number]

function kindOf({ node }: Parsed): string {
  return Object.keys(node)[0] ?? ''
}

/** OWNER TO of a table is an ALTER TABLE, which could do more. */
const ownerOnly =
  /^alter\s+(?:foreign\s+|materialized\s+)?\w+\s+(?:if\s+exists\s+)?(?:only\s+)?[\w."$]+\s+owner\s+to\s+\S+$/i

function isGrant(statement: Parsed): boolean {
  if (grants.has(kindOf(statement))) return true
  return ownerOnly.test(statement.sql) && kindOf(statement) === 'AlterTableStmt'
}

/** The plan with production's role in it. */
export function actAs(plan: RehearsalPlan, production: ProductionRole | undefined): RehearsalPlan {
  if (production?.kind !== 'role') return plan
  return {
    ...plan,
    actingRole: production.acting,
    roles: [...new Set([...plan.roles, ...production.roles])],
  }
}
