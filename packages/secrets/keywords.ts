import { type Automaton, buildAutomaton } from './aho-corasick.ts'
import { assignmentRule } from './assignment.ts'
import type { SecretRule } from './rule.ts'
import { secretRules } from './rules/index.ts'

export const allRules: readonly SecretRule[] = [...secretRules, assignmentRule]

export interface Keywords {
  readonly automaton: Automaton
  readonly words: readonly string[]
  /** Rules by keyword; `encoded` marks a keyword that is base64 of a prefix. */
  readonly rules: readonly { readonly indexes: readonly number[]; readonly encoded: boolean }[]
}

let prepared: Keywords | undefined

/** Built at the first scan: about 500 keywords, a few milliseconds. */
export function keywords(): Keywords {
  if (prepared !== undefined) return prepared
  const byWord = new Map<string, { indexes: number[]; encoded: boolean }>()
  const add = (word: string, index: number, encoded: boolean) => {
    const known = byWord.get(word)
    if (known === undefined) byWord.set(word, { indexes: [index], encoded })
    else if (known.encoded === encoded) known.indexes.push(index)
  }
  allRules.forEach((rule, index) => {
    for (const word of rule.keywords) add(word, index, false)
  })
  for (const prefix of encodedPrefixes)
    for (const word of base64Alignments(prefix)) add(word.toLowerCase(), -1, true)
  prepared = {
    automaton: buildAutomaton([...byWord.keys()]),
    words: [...byWord.keys()],
    rules: [...byWord.values()],
  }
  return prepared
}

/** Prefixes that are worth finding inside base64, such as a token in an encoded Authorization header or Kubernetes Secret. */
const encodedPrefixes = [
  'ghp_',
  'ghs_',
  'gho_',
  'github_pat_',
  'glpat-',
  'npm_',
  'xoxb-',
  'sk_live_',
  'sk-ant-',
  'AKIA',
  '-----BEGIN',
  'postgres://',
  'postgresql://',
  'mongodb+srv://',
  'mysql://',
  'dop_v1_',
  'hvs.',
]

/** How a text begins in base64 at each of the three alignments, without the characters that neighbours change. */
function base64Alignments(text: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.from(`${'\0'.repeat(shift)}${text}`)
      .toString('base64')
      .replace(/(?<!=)=+$/, '')
    const word = encoded.slice(shift === 0 ? 0 : shift + 1, (text.length + shift) % 3 === 0 ? undefined : -1)
    return word.length >= 4 ? [word] : []
  })
}
