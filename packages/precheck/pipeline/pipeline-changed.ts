import { type CheckOutcome, type Finding, fingerprint, shorten } from '@operator/report'
import type { Fact } from '../fact.ts'
import { ask, counted, listed, pass, unanswered, unknown } from '../outcome.ts'
import type { SubjectFacts } from '../subject.ts'
import type { PipelineChange, PipelineFacts } from './facts.ts'

const id = 'precheck/pipeline-changed'

/** A change must not judge itself: what it loosens in its own judges, and what cannot be told, is for a person. */
export function evaluatePipelineChanged(
  facts: Fact<PipelineFacts>,
  { base, baseMeaning, stage }: Pick<SubjectFacts, 'base' | 'baseMeaning' | 'stage'>,
): CheckOutcome {
  if (!facts.known) return unanswered(id, 'What judges the change', facts)
  if (base === null) {
    const message = `There is nothing to compare with: the base is ${baseMeaning}.`
    return stage === 'local'
      ? unknown(id, 'no-base', message, { next: 'Name the commit to compare with (--base).' })
      : ask(id, 'no-base', message, {
          next: 'Have a person look at all workflows, actions and scripts once.',
        })
  }
  const { changes, compared } = facts.value
  const evidence = [
    {
      fact: `${counted(compared, 'workflow, action and guarded file', 'workflows, actions and guarded files')} compared`,
      source: 'git',
    },
  ]
  if (changes.length === 0) {
    return pass(
      id,
      'unchanged',
      'It changes no workflow, action, policy, code owner, test or build script.',
      { evidence },
    )
  }
  const questionable = changes.filter(({ kind }) => kind === 'loosening' || kind === 'cannot-tell')
  const findings = changes.map(toFinding)
  if (questionable.length === 0) {
    const kinds = listed([...new Set(changes.map(({ kind }) => wordsFor[kind]))])
    return pass(id, 'not-loosened', `Nothing is loosened: ${kinds} in ${placesOf(changes)}.`, {
      evidence,
      findings,
    })
  }
  const loosened = questionable.filter(({ kind }) => kind === 'loosening')
  const shown = loosened.length > 0 ? loosened : questionable
  const [code, verb] = loosened.length > 0 ? ['loosened', 'loosens'] : ['cannot-tell', 'changes']
  return ask(
    id,
    code,
    `It ${verb} what judges it: ${listed(
      shown.map(({ path, reason }) => `${path} (${shorten(reason, 120)})`),
      3,
    )}.`,
    {
      evidence,
      findings,
      next: `Have somebody other than the author look at ${placesOf(questionable)}.`,
    },
  )
}

const wordsFor: Readonly<Record<PipelineChange['kind'], string>> = {
  comment: 'comments',
  'pin-bump': 'newer pins',
  tightening: 'tightening',
  'cannot-tell': 'other changes',
  loosening: 'loosening',
}

function placesOf(changes: readonly PipelineChange[]): string {
  return listed(
    changes.map(({ path }) => path),
    3,
  )
}

function toFinding({ path, kind, reason, line, blob }: PipelineChange): Finding {
  return {
    ruleId: `pipeline-${kind}`,
    level: kind === 'loosening' ? 'warning' : 'note',
    message: reason,
    location: { path, ...(line !== undefined && { line }) },
    remedy: kind === 'loosening' || kind === 'cannot-tell' ? 'Have a person look at it.' : 'Nothing to do.',
    fingerprint: fingerprint(id, path, kind, reason, blob ?? ''),
    proof: 'static',
    state: 'introduced',
  }
}
