import type { Rule } from './rule.ts'

export const integerSequence: Rule = {
  id: 'integer-sequence',
  finds: 'a sequence of integer or smallint, which may run out',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    if (action.kind !== 'create-sequence' || action.type === 'int8') return undefined
    return {
      subject: action.name,
      message: `${action.name} runs out at ${action.type === 'int2' ? '32,767' : '2,147,483,647'}.`,
      remedy: 'Leave AS out: a sequence is bigint by itself.',
    }
  },
}
