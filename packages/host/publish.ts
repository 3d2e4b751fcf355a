import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { error, notice, setFailed, warning } from '@actions/core'
import { evidenceFile } from '@operator/evidence'
import type { ApiCost, TrackingIssue } from '@operator/github'
import {
  type Annotation,
  annotate,
  atLeast,
  counted,
  headline,
  makeVisible,
  nextStep,
  type Report,
  renderSarif,
  renderSummary,
  renderTerminal,
  shorten,
  summaryLimit,
} from '@operator/report'
import type { z } from 'zod'
import { sayDefect } from './defect.ts'
import { evidenceOf } from './evidence.ts'
import { reportWithoutHidden } from './hidden.ts'
import { say } from './log.ts'
import { setOutputs } from './outputs.ts'
import { publishComment, publishStatus } from './publish-github.ts'
import { publishIssue } from './publish-issue.ts'
import type { Request } from './request.ts'

export interface Publication {
  /** False after a crash and for a replay: neither says anything about now. */
  readonly mayAllow: boolean
  readonly trackingIssue: TrackingIssue | undefined
  /** The action's own. */
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Log, files, summary, annotations, then what GitHub lets this token write; outputs and exit code come last, so that a job
 * that is cancelled meanwhile allows nothing.
 */
export async function publish<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  judged: Report,
  { mayAllow, trackingIssue, outputs }: Publication,
): Promise<void> {
  const report = reportWithoutHidden(judged)
  const existing = request.event.private === true ? 'listed' : 'counted'
  const sentence = makeVisible(shorten(`${headline(report)}. ${nextStep(report)}`, 500))
  say(renderTerminal(report, existing))
  const reportFile = `${JSON.stringify(report, null, 2)}\n`
  let evidence = ''
  await tolerate(async () => {
    if (mayAllow) evidence = await evidenceOf(request, report, reportFile)
  })
  const files = writeFiles(report, reportFile, evidence)
  writeSummary(renderSummary(report, { limit: summaryLimit, existing }))
  for (const annotation of annotate(report)) show(annotation)
  let issue: string | undefined
  if (!request.replayed) {
    const judging = request.github?.cost()
    await tolerate(() => publishComment(request, report, existing))
    await tolerate(() => publishStatus(request, report))
    await tolerate(async () => {
      issue = await publishIssue(request, trackingIssue)
    })
    sayCost(judging, request.github?.cost())
  }
  if (request.common.mode === 'enforce' && atLeast(report.verdict, request.common['fail-on'])) {
    setFailed(sentence)
  }
  setOutputs({
    ...outputs,
    verdict: report.verdict,
    ...files,
    ...(issue !== undefined && { issue }),
    evidence,
    summary: sentence,
    allowed: mayAllow ? String(report.verdict === 'go') : '',
  })
}

/** The report tells what the verdict cost; it is written by now, so this is told here only. */
function sayCost(before: ApiCost | undefined, after: ApiCost | undefined): void {
  if (before === undefined || after === undefined) return
  const [rest, points] = [after.rest - before.rest, after.graphqlPoints - before.graphqlPoints]
  if (rest + points > 0) {
    say(`Publishing cost ${counted(rest, 'REST call')} and ${counted(points, 'GraphQL point')} more.`)
  }
}

/** A defect while publishing takes nothing from the verdict, which is already in the log and the report. */
async function tolerate(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    sayDefect(cause)
  }
}

/** Each step has its own folder: an action may run several times in one job. */
function writeFiles(
  report: Report,
  reportFile: string,
  evidence: string,
): { readonly report: string; readonly sarif: string } {
  const parent = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'operator')
  try {
    mkdirSync(parent, { recursive: true })
    const directory = mkdtempSync(join(parent, `${report.action}-`))
    const files = { report: join(directory, 'report.json'), sarif: join(directory, 'report.sarif') }
    writeFileSync(files.report, reportFile)
    if (evidence !== '') writeFileSync(join(directory, evidenceFile), `${evidence}\n`)
    writeFileSync(files.sarif, renderSarif(report))
    return files
  } catch (cause) {
    warning(`The report could not be written. ${cause instanceof Error ? cause.message : String(cause)}`)
    return { report: '', sarif: '' }
  }
}

function writeSummary(markdown: string): void {
  const path = process.env['GITHUB_STEP_SUMMARY']
  if (!path) return
  try {
    appendFileSync(path, markdown)
  } catch (cause) {
    warning(`The job summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function show(annotation: Annotation): void {
  const properties = {
    title: annotation.title,
    ...(annotation.path !== undefined && { file: annotation.path }),
    ...(annotation.line !== undefined && { startLine: annotation.line }),
    ...(annotation.endLine !== undefined && { endLine: annotation.endLine }),
  }
  const write = { error, warning, note: notice }[annotation.level]
  write(annotation.message, properties)
}
