import { unstated } from '../unstated.ts'
import { invalid } from './reply.ts'

/** Refuses a text with more characters than GitHub takes, a character outside the basic plane counting once. */
export function limitText(resource: string, field: string, text: string, limit: number): void {
  if ([...text].length <= limit) return
  const message = `${field} is too long (maximum is ${limit} characters)`
  throw invalid('Validation Failed', { resource, code: 'custom', field, message })
}

/** The body of a comment, refused when it is empty or too long. */
export function checkedComment(text: string): string {
  const resource = 'IssueComment'
  if (text.trim() === '') {
    throw invalid('Validation Failed', { resource, code: 'missing_field', field: 'body' })
  }
  const { limit, error } = unstated.commentLimit.value
  if ([...text].length > limit) throw invalid('Validation Failed', { resource, ...error })
  return text
}
