import { compileRules } from '../match-rules.ts'
import { describeResource } from '../resource.ts'
import { workflowRules } from '../rules/platforms.ts'
import { at, canonical, entriesAt, type Value } from '../value.ts'
import type { DocumentFormat } from './format.ts'

const rules = compileRules(workflowRules)
const standard = { linux: 0, windows: 1, macos: 2 } as const
type Standard = keyof typeof standard

/** Jobs of GitHub Actions, for the machines that they run on. */
export const workflow: DocumentFormat = {
  name: 'workflow runners',
  recognises: (document, path) =>
    /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) && at(document, 'jobs')?.kind === 'map',
  read: (document, path) =>
    entriesAt(document, 'jobs').flatMap(([id, job]) => {
      const runsOn = at(job, 'runs-on')
      if (runsOn === undefined) return []
      const runner = runnerOf(runsOn, at(job, 'strategy', 'matrix'))
      const value: Value = { kind: 'scalar', value: runner, line: runsOn.line }
      return [
        describeResource(
          path,
          { kind: 'map', entries: new Map([['runner', value]]), line: job.line },
          rules,
          {
            kind: 'job',
            name: id,
            identity: `job ${path} ${id}`,
            role: runner in standard ? 'free' : 'priced',
          },
        ),
      ]
    }),
}

/** The dearest standard machine that a job may get, else what names it. */
function runnerOf(runsOn: Value, matrix: Value | undefined): string {
  const labels = labelsOf(runsOn, matrix)
  const kinds = labels.map(kindOf)
  const known = kinds.filter((kind) => kind !== undefined)
  if (labels.length === 0 || known.length < kinds.length) return labels.sort().join(', ') || canonical(runsOn)
  return known.reduce((dearest, kind) => (standard[kind] > standard[dearest] ? kind : dearest))
}

function labelsOf(value: Value, matrix: Value | undefined): string[] {
  switch (value.kind) {
    case 'scalar': {
      const text = String(value.value)
      const key = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(text)?.[1]
      if (key === undefined || matrix?.kind !== 'map') return [text]
      const values = [at(matrix, key), ...includedIn(matrix, key)].filter((found) => found !== undefined)
      return values.length === 0 ? [text] : values.flatMap((found) => labelsOf(found, undefined))
    }
    case 'list':
      return value.items.flatMap((item) => labelsOf(item, matrix))
    default:
      return [canonical(value)]
  }
}

function includedIn(matrix: Value, key: string): (Value | undefined)[] {
  const include = at(matrix, 'include')
  return include?.kind === 'list' ? include.items.map((item) => at(item, key)) : []
}

/** https://docs.github.com/actions/reference/runners/github-hosted-runners */
function kindOf(label: string): Standard | undefined {
  if (/^ubuntu-(?:latest|slim|\d\d\.\d\d)(?:-arm)?$/.test(label)) return 'linux'
  if (/^windows-(?:latest|\d{4}|11-arm)$/.test(label)) return 'windows'
  if (/^macos-(?:latest|\d+)(?:-intel)?$/.test(label)) return 'macos'
  return undefined
}
