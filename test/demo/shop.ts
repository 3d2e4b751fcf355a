import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './repository.ts'

/** Endpoints that people use; each has a file of its own. */
export const endpoints = ['account', 'cart', 'orders', 'products'] as const
export type Endpoint = (typeof endpoints)[number]

const template = join(import.meta.dirname, 'shop')

/** The shop as it is live when the story begins: a small web application without dependencies at run time. */
export function shopFiles(): Files {
  return Object.fromEntries(
    readdirSync(template, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(template.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}
