import { type Expr, Grouping, Literal, Logical } from '@actions/expressions/ast'
import type { Level } from '@operator/report'
import { contextPath, findFenced, parseExpression } from '../expression.ts'
import type { AuditedFile, Job } from '../file.ts'
import type { Rule } from '../rule.ts'
import { at, entriesOf, itemsOf, type ScalarValue, scalar, scalarsIn, type Value } from '../value.ts'

/** An image without a tag, or with `latest`, is another one tomorrow. A fixed tag is accepted; a digest is best. */
export const unpinnedImages: Rule = {
  id: 'unpinned-images',
  remedy: 'Pin the image by digest: name:tag@sha256:….',
  *audit(file) {
    for (const { value, job } of imagesOf(file)) {
      for (const image of candidates(value, job)) {
        const found = judge(image)
        if (found) yield { at: value.at, ...found, subject: `${job?.id ?? 'runs'} ${image ?? value.text}` }
      }
    }
  },
}

function imagesOf(file: AuditedFile): { readonly value: ScalarValue; readonly job: Job | undefined }[] {
  const found: { value: ScalarValue; job: Job | undefined }[] = []
  const take = (value: ScalarValue | undefined, job: Job | undefined) => value && found.push({ value, job })
  if (file.kind === 'dependabot') return []
  if (file.kind === 'action') {
    const image = scalar(file.root, 'runs', 'image')
    if (image?.text.startsWith('docker://')) take(image, undefined)
  } else {
    for (const job of file.jobs) {
      take(scalar(job.body, 'container') ?? scalar(job.body, 'container', 'image'), job)
      for (const { value } of entriesOf(at(job.body, 'services')))
        take(scalar(value, 'image') ?? scalar(value), job)
    }
  }
  for (const step of file.steps) if (step.action?.kind === 'docker') take(step.uses, step.job)
  return found
}

/** The images an expression can become; undefined where it cannot be told. */
function candidates(value: ScalarValue, job: Job | undefined): (string | undefined)[] {
  const fence = findFenced(value.text).found[0]
  if (fence === undefined) return [value.text]
  if (fence.start !== 0 || fence.end !== value.text.trim().length) {
    // A digest or tag behind the expression decides; the name before it may vary.
    return [/@sha256:[0-9a-f]{64}$/.test(value.text) ? value.text : undefined]
  }
  const parsed = parseExpression(fence.source)
  return parsed.kind === 'expression' ? imagesIn(parsed.tree, job) : [undefined]
}

function imagesIn(tree: Expr, job: Job | undefined): (string | undefined)[] {
  if (tree instanceof Grouping) return imagesIn(tree.group, job)
  if (tree instanceof Literal) return [tree.literal.coerceString()]
  if (tree instanceof Logical) {
    const args = tree.operator.lexeme === '&&' ? tree.args.slice(-1) : tree.args
    return args.flatMap((arg) => imagesIn(arg, job))
  }
  const path = contextPath(tree)
  const matrix = at(job?.body, 'strategy', 'matrix')
  if (path?.parts[0] !== 'matrix' || matrix?.kind !== 'mapping') return [undefined]
  const [name = '', ...rest] = path.parts.slice(1)
  const values = [
    ...itemsOf(descend(matrix, [name])).map((item) => descend(item, rest)),
    ...itemsOf(at(matrix, 'include')).map((item) => descend(item, [name, ...rest])),
  ]
  const texts = values.flatMap((value) => [...scalarsIn(value)].map(({ scalar: found }) => found.text))
  return texts.length === 0 ? [undefined] : texts.map((text) => (text.includes('${{') ? undefined : text))
}

function descend(value: Value | undefined, names: readonly string[]): Value | undefined {
  let current = value
  for (const name of names) current = entriesOf(current).find(({ key }) => key.toLowerCase() === name)?.value
  return current
}

function judge(text: string | undefined): { readonly level: Level; readonly message: string } | undefined {
  if (text === undefined)
    return { level: 'warning', message: 'Which image this is cannot be told from the file.' }
  const image = text.startsWith('docker://') ? text.slice('docker://'.length) : text
  if (image === '' || /@sha256:/.test(image)) return undefined
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  if (tag === undefined) return { level: 'error', message: `The image ${image} has neither tag nor digest.` }
  return tag === 'latest'
    ? { level: 'error', message: `The image ${image} is another one with every release.` }
    : undefined
}
