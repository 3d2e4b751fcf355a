import { type Automaton, buildAutomaton } from './aho-corasick.ts'
import { assignmentRule, unquote } from './assignment.ts'
import { findCredentialLines } from './credential-file.ts'
import { decodeBase64Run, transcode } from './decode.ts'
import { fileKind, isExampleLocation, isGenerated } from './file-kind.ts'
import type { FileKind, SecretRule, Tier } from './rule.ts'
import { secretRules } from './rules/index.ts'

/** A credential in a file. The secret itself never leaves the process: redact before keeping it. */
export interface SecretMatch {
  readonly ruleId: string
  readonly provider: string
  readonly tier: Tier
  readonly secret: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in bytes. */
  readonly column: number
  readonly rotate: string
  /** True where the line carries another scanner's ignore comment. */
  readonly ignored: boolean
}

interface Found {
  readonly rule: Pick<SecretRule, 'id' | 'provider' | 'rotate'>
  readonly tier: Tier
  readonly secret: string
  readonly offset: number
}

const rules: readonly SecretRule[] = [...secretRules, assignmentRule]

interface Keywords {
  readonly automaton: Automaton
  readonly words: readonly string[]
  /** Rules by keyword; `encoded` marks a keyword that is base64 of a prefix. */
  readonly rules: readonly { readonly indexes: readonly number[]; readonly encoded: boolean }[]
}

let prepared: Keywords | undefined

/** Built at the first scan: about 500 keywords, a few milliseconds. */
function keywords(): Keywords {
  if (prepared !== undefined) return prepared
  const byWord = new Map<string, { indexes: number[]; encoded: boolean }>()
  const add = (word: string, index: number, encoded: boolean) => {
    const known = byWord.get(word)
    if (known === undefined) byWord.set(word, { indexes: [index], encoded })
    else if (known.encoded === encoded) known.indexes.push(index)
  }
  rules.forEach((rule, index) => {
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
      .replace(/=+$/, '')
    const word = encoded.slice(shift === 0 ? 0 : shift + 1, (text.length + shift) % 3 === 0 ? undefined : -1)
    return word.length >= 4 ? [word] : []
  })
}

/** Finds credentials in one file's bytes. Work is linear in the file whatever it holds. */
export function scanContent(path: string, content: Buffer): SecretMatch[] {
  const bytes = transcode(content)
  const kind = fileKind(path)
  const found = [...scanBytes(bytes, kind, isGenerated(path))]
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, 1024 * 1024))
  for (const { ruleId, secret, tier, offset } of findCredentialLines(path, text)) {
    found.push({
      rule: { id: ruleId, provider: 'generic', rotate: assignmentRule.rotate },
      tier,
      secret,
      offset,
    })
  }
  return locate(bytes, withoutOverlaps(found), isExampleLocation(path))
}

/** A commit message or other text that is no file. */
export function scanText(text: string): SecretMatch[] {
  const bytes = Buffer.from(text)
  return locate(bytes, withoutOverlaps([...scanBytes(bytes, 'other', false)]), false)
}

function* scanBytes(bytes: Buffer, kind: FileKind, generated: boolean): Generator<Found> {
  const { automaton, words, rules: byKeyword } = keywords()
  const windows = new Map<number, { start: number; end: number }>()
  const closed: { rule: number; start: number; end: number }[] = []
  const encodedHits: number[] = []
  automaton.scan(bytes, (keyword, end) => {
    const target = byKeyword[keyword]
    if (target === undefined) return
    const start = end - (words[keyword]?.length ?? 0)
    if (target.encoded) {
      encodedHits.push(start)
      return
    }
    for (const index of target.indexes) {
      const rule = rules[index]
      if (rule === undefined || (generated && rule === assignmentRule)) continue
      const from = Math.max(0, start - rule.reach.before)
      const to = Math.min(bytes.length, end + rule.reach.after)
      const open = windows.get(index)
      // Overlapping windows become one, so that no byte is matched twice by the same rule.
      if (open !== undefined && from <= open.end) open.end = to
      else {
        if (open !== undefined) closed.push({ rule: index, ...open })
        windows.set(index, { start: from, end: to })
      }
    }
  })
  for (const [rule, open] of windows) closed.push({ rule, ...open })
  for (const window of closed) {
    const rule = rules[window.rule]
    if (rule !== undefined)
      yield* matchWindow(rule, bytes.toString('latin1', window.start, window.end), window.start, kind)
  }
  yield* scanEncoded(bytes, encodedHits, kind)
}

function* matchWindow(rule: SecretRule, text: string, start: number, kind: FileKind): Generator<Found> {
  for (const match of text.matchAll(rule.pattern)) {
    const raw = match.groups?.['secret'] ?? match.groups?.['value'] ?? match[0]
    const secret = rule === assignmentRule ? unquote(raw) : raw
    const tier = rule.judge(secret, match, kind)
    if (tier !== undefined)
      yield { rule, tier, secret, offset: start + match.index + match[0].lastIndexOf(secret) }
  }
}

/** How many encoded places of one file are decoded; a file with more is data, not text. */
const maxEncoded = 2_000

function* scanEncoded(bytes: Buffer, hits: readonly number[], kind: FileKind): Generator<Found> {
  let decodedUntil = 0
  for (const hit of hits.slice(0, maxEncoded)) {
    if (hit < decodedUntil) continue
    let start = hit
    while (start > decodedUntil && hit - start < 4_096 && isBase64(bytes[start - 1] ?? 0)) start -= 1
    const decoded = decodeBase64Run(bytes.toString('latin1', start, start + 8_192), 0)
    if (decoded === undefined) continue
    decodedUntil = start + Math.ceil((decoded.length * 4) / 3)
    const inner = Buffer.from(decoded, 'latin1')
    const { automaton, words, rules: byKeyword } = keywords()
    const targets = new Set<number>()
    automaton.scan(inner, (keyword) => {
      const target = byKeyword[keyword]
      if (target !== undefined && !target.encoded && words[keyword] !== undefined)
        for (const index of target.indexes) targets.add(index)
    })
    for (const index of targets) {
      const rule = rules[index]
      if (rule === undefined || rule === assignmentRule) continue
      for (const found of matchWindow(rule, decoded, 0, kind)) yield { ...found, offset: start }
    }
  }
}

function isBase64(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 43 ||
    byte === 47 ||
    byte === 45 ||
    byte === 95
  )
}

const order: Readonly<Record<Tier, number>> = { proven: 0, strong: 1, likely: 2, placeholder: 3 }

/** Of matches that cover each other the surest counts: a token inside an assignment is one finding, not two. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  const sorted = [...found].sort(
    (a, b) => order[a.tier] - order[b.tier] || a.offset - b.offset || b.secret.length - a.secret.length,
  )
  const taken: { start: number; end: number }[] = []
  const contextual = (candidate: Found) => candidate.rule.id === assignmentRule.id
  for (const candidate of sorted) {
    const end = candidate.offset + candidate.secret.length
    if (!insertUnlessOverlapping(taken, candidate.offset, end)) continue
    kept.push(candidate)
  }
  return kept
    .filter((candidate) => !(contextual(candidate) && candidate.secret === ''))
    .sort((a, b) => a.offset - b.offset)
}

/** Intervals stay sorted and disjoint; a binary search keeps a file with many matches cheap. */
function insertUnlessOverlapping(
  taken: { start: number; end: number }[],
  start: number,
  end: number,
): boolean {
  let low = 0
  let high = taken.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((taken[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  if ((taken[low]?.start ?? Infinity) < end) return false
  taken.splice(low, 0, { start, end })
  return true
}

const ignoreComment =
  /(?:gitleaks|betterleaks|kingfisher):\s?(?:allow|ignore)|trufflehog:\s?ignore|pragma:\s?(?:allowlist|whitelist)\s(?:nextline\s)?secret|secretlint-disable/

/** A guess means nothing in a test or document; a key pair there was made for it as a rule, which is worth a look, not a stop. */
function tierInExample(ruleId: string, tier: Tier): Tier {
  if (tier === 'likely') return 'placeholder'
  return tier !== 'placeholder' && keyRuleIds.has(ruleId) ? 'likely' : tier
}

const keyRuleIds = new Set(['private-key', 'putty-private-key'])

function locate(bytes: Buffer, found: readonly Found[], inExample: boolean): SecretMatch[] {
  let line = 1
  let lineStart = 0
  let position = 0
  return found.map(({ rule, tier, secret, offset }) => {
    for (
      let next = bytes.indexOf(10, position);
      next >= 0 && next < offset;
      next = bytes.indexOf(10, position)
    ) {
      line += 1
      position = next + 1
      lineStart = position
    }
    const lineEnd = bytes.indexOf(10, offset)
    const text = bytes.toString(
      'latin1',
      Math.max(lineStart, offset - 2_000),
      Math.min(lineEnd < 0 ? bytes.length : lineEnd, offset + 2_000),
    )
    return {
      ruleId: rule.id,
      provider: rule.provider,
      tier: inExample ? tierInExample(rule.id, tier) : tier,
      secret,
      line,
      column: offset - lineStart + 1,
      rotate: rule.rotate,
      ignored: ignoreComment.test(text),
    }
  })
}
