import type { Action } from '@operator/postgres'
import { z } from 'zod'
import type { ParsedScript } from '../script.ts'

/** A step that the running version survives only if an earlier one has shipped with it. */
export const contractStep = z
  .object({
    what: z.string(),
    /** The migration that expanded the schema. */
    needs: z.string(),
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
  })
  .readonly()
export type ContractStep = z.infer<typeof contractStep>

/**
 * NOT NULL for a column without a default: a version that does not know the column cannot insert any more. That a version knows it
 * can be told only from the migration that made it.
 */
export function findContractSteps(
  base: readonly ParsedScript[],
  change: readonly ParsedScript[],
): ContractStep[] {
  const columns = new Map<string, { readonly path: string; filled: boolean }>()
  const learn = (action: Action, path: string) => {
    if (action.kind === 'add-column')
      columns.set(`${action.table}.${action.column.name}`, {
        path,
        filled:
          action.column.default.kind !== 'none' ||
          action.column.identity ||
          action.column.generated !== undefined ||
          /serial/.test(action.column.type),
      })
    if (action.kind !== 'alter-column') return
    const known = columns.get(`${action.table}.${action.column}`)
    if (known === undefined) return
    if (action.change === 'set-default' || action.change === 'add-identity') known.filled = true
    if (action.change === 'drop-default') known.filled = false
  }
  for (const { script, statements } of base)
    for (const { actions } of statements) for (const action of actions) learn(action, script.path)
  return change.flatMap(({ script: { path }, statements }) =>
    statements.flatMap(({ actions, line, endLine }) =>
      actions.flatMap((action): ContractStep[] => {
        learn(action, path)
        if (action.kind !== 'alter-column' || action.change !== 'set-not-null') return []
        const column = columns.get(`${action.table}.${action.column}`)
        return column === undefined || column.filled
          ? []
          : [
              {
                what: `NOT NULL for ${action.table}.${action.column}`,
                needs: column.path,
                path,
                line,
                endLine,
              },
            ]
      }),
    ),
  )
}
