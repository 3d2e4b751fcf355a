import { compileRules } from '../match-rules.ts'
import { describeResource } from '../resource.ts'
import { composeRules } from '../rules/platforms.ts'
import { at, entriesAt, textAt } from '../value.ts'
import { type DocumentFormat, fileNameOf } from './format.ts'

const rules = compileRules(composeRules)
const projectRules = compileRules([{ at: 'include', effect: { kind: 'presence', of: 'costs' } }])

export const compose: DocumentFormat = {
  name: 'Compose',
  recognises: (document, path) =>
    at(document, 'services')?.kind === 'map' &&
    (/compose/i.test(fileNameOf(path)) ||
      entriesAt(document, 'services').some(
        ([, service]) => textAt(service, 'image') !== undefined || at(service, 'build') !== undefined,
      )),
  read: (document, path) => [
    describeResource(path, document, projectRules, {
      kind: 'project',
      name: fileNameOf(path),
      identity: `project ${path}`,
      role: 'free',
      partial: true,
    }),
    ...entriesAt(document, 'services').map(([name, service]) =>
      describeResource(path, service, rules, {
        kind: 'service',
        name,
        role: 'priced',
        // Several files make one project: a service without an image is completed elsewhere.
        partial: textAt(service, 'image') === undefined && at(service, 'build') === undefined,
      }),
    ),
  ],
}
