import type { Evidence } from '@operator/report'
import { counted, listed } from '../outcome.ts'
import type { SubjectFacts } from '../subject.ts'
import type { JudgedCheck } from './judge-checks.ts'
import type { CiJudgement } from './judge-ci.ts'
import type { RequiredResult } from './required.ts'

/** `tests (ci.yml, push)`. */
export function label(check: JudgedCheck | undefined): string {
  if (check === undefined) return 'it'
  const file = check.workflow?.replace(/^\.github\/workflows\//, '')
  const where = [check.kind === 'run' ? undefined : file, check.event].filter((part) => part !== undefined)
  const name = check.kind === 'run' ? `the workflow ${file ?? check.name}` : check.name
  return where.length === 0 ? name : `${name} (${where.join(', ')})`
}

/** `tests (ci.yml, push) says failure, …`. */
export function whatTheySay(checks: readonly JudgedCheck[]): string {
  return listed(checks.map((check) => `${label(check)} says ${check.says}`))
}

export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1_000)} s`
}

/** The facts behind the verdict on CI: required checks first, then what is not green. */
export function describeCi(judgement: CiJudgement, waited: number, { stage }: SubjectFacts): Evidence[] {
  const { counted: checks, required, leftOut, from } = judgement
  const source = 'GitHub checks and statuses'
  const notGreen = checks.filter(({ state }) => state !== 'green' && state !== 'skipped')
  const superseded = checks.filter((check) => check.superseded.length > 0)
  const facts = [
    ...(from === undefined ? [] : [`nothing ran on this commit; the head of #${from} has the same tree`]),
    ...superseded.map(
      (check) =>
        `${label(check)}: ${counted(check.superseded.length, 'older result')} superseded (${listed(check.superseded)})`,
    ),
    ...(stage === 'deploy' || stage === 'local' ? [] : required.flatMap(olderTwin)),
    ...(leftOut === 0
      ? []
      : [`left out: ${counted(leftOut, 'check')} of this job and of jobs that wait for it`]),
    ...(waited === 0 ? [] : [`waited ${seconds(waited)}`]),
  ]
  return [
    ...required.map((result) => ({
      fact: `${result.required.name}: ${describeRequired(result)}`,
      source: `required by ${result.required.demandedBy}`,
    })),
    ...notGreen.map((check) => ({
      fact: `${label(check)}: ${check.says}`,
      source,
      ...(check.url !== '' && { url: check.url }),
    })),
    ...facts.map((fact) => ({ fact, source })),
  ]
}

/**
 * GitHub looks at every check of a required name, of whatever run: what is superseded here may still hold up the merge there.
 * https://github.com/kurone-kito/idd-skill/issues/2013
 */
function olderTwin(result: RequiredResult): string[] {
  if (!('checks' in result)) return []
  const older = result.checks.flatMap(({ superseded }) => superseded).filter((says) => says !== 'success')
  return older.length === 0
    ? []
    : [
        `${result.required.name}: GitHub itself may still count the older ${listed(older)}; run that one again if the merge stays blocked`,
      ]
}

function describeRequired(result: RequiredResult): string {
  const said = (checks: readonly JudgedCheck[]) => checks.map(({ says }) => says).join(', ')
  switch (result.kind) {
    case 'reported':
      return said(result.checks)
    case 'same-tree':
      return `${said(result.checks)} on the head of #${result.pullRequest}, which has the same tree`
    case 'decided-here':
      return result.why
    case 'from-elsewhere':
      return 'reported from elsewhere'
    case 'missing':
      return 'never reported'
  }
}
