import { unstated } from '../unstated.ts'
import { invalid } from './reply.ts'

/** The body of an issue or comment, refused when it is empty or too long. */
export function checkedText(resource: string, text: string): string {
  const limit = unstated.textLimits.value.body
  if (text.trim() === '')
    throw invalid('Validation Failed', { resource, code: 'missing_field', field: 'body' })
  if (text.length > limit) {
    const message = `body is too long (maximum is ${limit} characters)`
    throw invalid('Validation Failed', { resource, code: 'custom', field: 'body', message })
  }
  return text
}
