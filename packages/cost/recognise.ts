import { fileNameOf } from './formats/format.ts'

const topKeys = new Set([
  'apiVersion',
  'AWSTemplateFormatVersion',
  'Resources',
  'services',
  'service',
  'runtime',
  'functions',
  'jobs',
  'formation',
  'addons',
  'containerDefinitions',
  'databases',
  'deploy',
  'crons',
  'op',
  'handler',
  'ParameterKey',
  'Parameters',
  'type',
])

/** A cheap look: whether it is worth reading the text as documents. */
const worthReading = new RegExp(`(?:^|[\\s{,[-])["']?(?:${[...topKeys].join('|')})["']?\\s*:`)
const named =
  /^(?:docker-)?compose|^serverless\.|^kustomization\.ya?ml$|^Kustomization$|values|^Pulumi\.|^Chart\.yaml$|^(?:render|app|vercel|railway)\b/i

export function isWorthReading(path: string, text: string, besideChart: boolean): boolean {
  if (besideChart || named.test(fileNameOf(path))) return true
  return worthReading.test(text) && (keysOfJson(path, text)?.some((key) => topKeys.has(key)) ?? true)
}

/** The keys of a JSON file's top, or of the first entry of its list: reading it as YAML, for its lines, takes much longer. */
function keysOfJson(path: string, text: string): string[] | undefined {
  if (!path.endsWith('.json')) return undefined
  try {
    const json: unknown = JSON.parse(text)
    const top: unknown = Array.isArray(json) ? json[0] : json
    return typeof top === 'object' && top !== null ? Object.keys(top) : []
  } catch {
    return undefined
  }
}

/** Whether a text that cannot be read states infrastructure all the same. */
export function looksLikeInfrastructure(path: string, text: string): boolean {
  if (
    /^(?:docker-)?compose[\w.-]*\.ya?ml$|^serverless\.ya?ml$|^kustomization\.ya?ml$|^values[\w.-]*\.ya?ml$|^render\.ya?ml$/.test(
      fileNameOf(path),
    )
  ) {
    return true
  }
  if (/AWSTemplateFormatVersion|["']?Type["']?\s*:\s*["']?AWS::\w+::\w+|"containerDefinitions"/.test(text))
    return true
  return /^[ \t]*["']?apiVersion["']?\s*:/m.test(text) && /^[ \t]*["']?kind["']?\s*:/m.test(text)
}
