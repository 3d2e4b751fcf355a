import { parse } from 'yaml'
import { z } from 'zod'
import { lineCounter } from '../lines.ts'
import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'

/** `yarn.lock` of yarn 1 and of yarn 2 and later, told apart by the metadata block. */
export function parseYarnLockfile(text: string): LockfileContent {
  return /^__metadata:/m.test(text) ? parseBerry(text) : parseClassic(text)
}

const berryEntry = z.object({
  version: z.union([z.string(), z.number()]).optional(),
  resolution: z.string().optional(),
  linkType: z.string().optional(),
})

function parseBerry(text: string): LockfileContent {
  const entries = z.record(z.string(), z.unknown()).parse(parse(text, { maxAliasCount: 0 }))
  const lineOf = lineCounter(text)
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  for (const [key, value] of Object.entries(entries)) {
    if (key === '__metadata') continue
    const line = lineOf(Math.max(0, text.indexOf(key)))
    const entry = berryEntry.safeParse(value)
    const resolution = entry.success ? entry.data.resolution : undefined
    // `patch:` wraps the descriptor of what is patched; the published version is what advisories speak of.
    const match = /^(?<name>(?:@[^/@]+\/)?[^@/]+)@(?:npm:|patch:.*npm%3A)/.exec(resolution ?? '')
    if (match?.groups?.['name'] !== undefined && entry.success && entry.data.version !== undefined) {
      packages.push({
        ecosystem: 'npm',
        name: match.groups['name'],
        version: String(entry.data.version),
        line,
        scope: 'unknown',
        path: [],
      })
    } else if (entry.success && entry.data.linkType === 'soft') continue
    else problems.push({ line, message: `${resolution ?? key} is no registry's version` })
  }
  return { packages, problems }
}

/** Yarn 1 writes its own format: a head line with all descriptors, then indented `key value` lines. */
function parseClassic(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let head: { readonly descriptor: string; readonly line: number } | undefined
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^(?:<{7}|={7}|>{7})/.test(line))
      problems.push({ line: index + 1, message: 'a merge conflict is not resolved' })
    else if (/^[^\s#].*:$/.test(line)) head = { descriptor: line.slice(0, -1), line: index + 1 }
    const version = /^ {2}version "?([^"]+)"?$/.exec(line)?.[1]
    if (version === undefined || head === undefined) return
    const first = head.descriptor.split(/,\s*/)[0]?.replace(/^"|"$/g, '') ?? ''
    const alias = /^.+@npm:(?<name>(?:@[^/@]+\/)?[^@]+)(?:@.*)?$/.exec(first)
    const name = alias?.groups?.['name'] ?? /^(?<name>(?:@[^/@]+\/)?[^@]+)@/.exec(first)?.groups?.['name']
    const range = first.slice((name?.length ?? 0) + 1)
    if (name === undefined) problems.push({ line: head.line, message: `${first} names no package` })
    else if (/^(?:git|github|https?|file|link|ssh|git\+)[\w+]*:/.test(range))
      problems.push({ line: head.line, message: `${first} is no registry's version` })
    else packages.push({ ecosystem: 'npm', name, version, line: head.line, scope: 'unknown', path: [] })
  })
  return { packages, problems }
}
