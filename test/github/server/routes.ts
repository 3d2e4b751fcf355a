import { type ContractOperation, contract } from '../contract.ts'
import { operations } from '../rest/index.ts'
import type { Operation } from './operation.ts'

export interface Route {
  readonly operation: Operation
  readonly contract: ContractOperation
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Names of refs and paths have slashes in them, which clients may or may not escape. */
const spanning = ['ref', 'branch', 'basehead']

export const routes: readonly Route[] = operations.map((operation) => {
  const described = contract.operations[operation.id]
  if (described === undefined) {
    throw new Error(`contract.json lacks ${operation.id}: run test/github/prune-contract.ts`)
  }
  const names: string[] = []
  const pattern = described.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name)
    if (name === 'path') return '(.*)'
    return spanning.includes(name) ? '(.+)' : '([^/]+)'
  })
  return { operation, contract: described, pattern: new RegExp(`^${pattern}$`), names }
})

export function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly parameters: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    if (route.contract.method !== method) continue
    const match = route.pattern.exec(path)
    if (match === null) continue
    const values = route.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')])
    return { route, parameters: Object.fromEntries(values) }
  }
  return undefined
}
