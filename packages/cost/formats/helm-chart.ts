import { compileRules } from '../match-rules.ts'
import { describeResource } from '../resource.ts'
import { at, textAt } from '../value.ts'
import { type DocumentFormat, fileNameOf } from './format.ts'

const rules = compileRules([
  { at: 'dependencies version', effect: { kind: 'opaque' } },
  { at: 'dependencies repository', effect: { kind: 'opaque' } },
  { at: 'dependencies', effect: { kind: 'entries' } },
])

/** Another version of a chart that this one depends on may bring in anything. */
export const helmChart: DocumentFormat = {
  name: 'Helm chart',
  recognises: (document, path) =>
    fileNameOf(path) === 'Chart.yaml' &&
    textAt(document, 'name') !== undefined &&
    at(document, 'apiVersion') !== undefined,
  read: (document, path) => [
    describeResource(path, document, rules, {
      kind: 'chart',
      name: textAt(document, 'name') ?? '',
      role: 'free',
    }),
  ],
}
