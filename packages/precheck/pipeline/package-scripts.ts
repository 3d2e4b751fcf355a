import { z } from 'zod'

const manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) })

/** Names of the scripts of a `package.json` that were added, changed or removed; undefined when one side cannot be read. */
export function changedScripts(before: string | undefined, after: string | undefined): string[] | undefined {
  const old = before === undefined ? {} : readScripts(before)
  const now = after === undefined ? {} : readScripts(after)
  if (old === undefined || now === undefined) return undefined
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => old[name] !== now[name])
}

function readScripts(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const parsed = manifest.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.scripts : undefined
  } catch {
    return undefined
  }
}
