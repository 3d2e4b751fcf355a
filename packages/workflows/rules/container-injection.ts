import { type Capability, capabilityOf } from '../capability.ts'
import { findFenced, flowingContexts, parseExpression, renderPath } from '../expression.ts'
import type { Job } from '../file.ts'
import type { Rule } from '../rule.ts'
import { at, entriesOf, positionIn, type ScalarValue, scalarsIn } from '../value.ts'

/** The runner pastes these into `docker create`: a text of an outsider's can mount the host, or be an image of his. */
export const containerInjection: Rule = {
  id: 'container-injection',
  remedy:
    'Write the image, the options and the volumes into the workflow, or choose between fixed ones by a condition.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    for (const job of file.jobs) {
      for (const { name, value } of containersOf(job)) {
        for (const fence of findFenced(value.text).found) {
          const parsed = parseExpression(fence.source)
          if (parsed.kind === 'unparsable') continue
          for (const path of flowingContexts(parsed.tree)) {
            // What a caller or a former job chose is an ordinary parameter here.
            const capability = capabilityOf(path, { file, step: job.steps[0] })
            const text = meaning[capability]
            if (text === undefined) continue
            yield {
              at: positionIn(value, fence.start),
              level: capability === 'arbitrary' ? 'error' : 'warning',
              message: `${renderPath(path)} is pasted into ${name}: ${text}`,
              subject: `${job.id} ${name} ${renderPath(path)}`,
            }
          }
        }
      }
    }
  },
}

const meaning: Readonly<Partial<Record<Capability, string>>> = {
  arbitrary: 'someone outside can write options of Docker there.',
  structured: 'someone outside can influence this text.',
}

function containersOf(job: Job): { readonly name: string; readonly value: ScalarValue }[] {
  const services = entriesOf(at(job.body, 'services')).map(({ key, value }) => ({
    name: `services.${key}`,
    value,
  }))
  return [{ name: 'container', value: at(job.body, 'container') }, ...services].flatMap(({ name, value }) =>
    [...scalarsIn(value)].flatMap(({ path, scalar }) => {
      const [key = 'image'] = path
      return ['image', 'options', 'volumes'].includes(key) ? [{ name: `${name}.${key}`, value: scalar }] : []
    }),
  )
}
