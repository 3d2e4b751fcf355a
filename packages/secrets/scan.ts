import { assignmentRule, unquote } from './assignment.ts'
import { findBinaryKey } from './binary-key.ts'
import { findCredentialLines } from './credential-file.ts'
import { base64Run, decodeBase64, transcode } from './decode.ts'
import { fileKind, isExampleLocation, isGenerated } from './file-kind.ts'
import { allRules, keywords } from './keywords.ts'
import { locate } from './locate.ts'
import type { Found, SecretMatch } from './match.ts'
import { withoutOverlaps } from './overlaps.ts'
import type { FileKind, SecretRule } from './rule.ts'

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
  const binary = findBinaryKey(content)
  return locate(bytes, binary.length > 0 ? binary : withoutOverlaps(found), isExampleLocation(path))
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
      const rule = allRules[index]
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
    const rule = allRules[window.rule]
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

function* scanEncoded(bytes: Buffer, hits: readonly number[], kind: FileKind): Generator<Found> {
  let triedUntil = 0
  for (const hit of hits) {
    if (hit < triedUntil) continue
    let start = hit
    while (start > triedUntil && hit - start < 4_096 && isBase64(bytes[start - 1] ?? 0)) start -= 1
    const run = base64Run(bytes.toString('latin1', start, start + 8_192))
    if (run === undefined) continue
    // Whatever comes of it, no part of a run is decoded twice: the work stays linear.
    triedUntil = start + run.length
    const decoded = decodeBase64(run)
    if (decoded === undefined) continue
    const inner = Buffer.from(decoded, 'latin1')
    const { automaton, words, rules: byKeyword } = keywords()
    const targets = new Set<number>()
    automaton.scan(inner, (keyword) => {
      const target = byKeyword[keyword]
      if (target !== undefined && !target.encoded && words[keyword] !== undefined)
        for (const index of target.indexes) targets.add(index)
    })
    for (const index of targets) {
      const rule = allRules[index]
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
