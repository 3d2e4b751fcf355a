import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { error, info, notice, setFailed, setOutput, warning } from '@actions/core'
import {
  type Annotation,
  annotate,
  atLeast,
  headline,
  nextStep,
  type Report,
  renderSarif,
  renderSummary,
  renderTerminal,
  shorten,
  summaryLimit,
} from '@operator/report'
import type { z } from 'zod'
import { publishComment, publishStatus } from './publish-github.ts'
import type { Request } from './request.ts'

/** Outputs, files, summary, annotations, then what GitHub lets this token write. The exit code comes last. */
export async function publish<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  report: Report,
): Promise<void> {
  const directory = join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'operator', report.action)
  mkdirSync(directory, { recursive: true })
  const reportPath = join(directory, 'report.json')
  const sarifPath = join(directory, 'report.sarif')
  writeFileSync(reportPath, `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(sarifPath, renderSarif(report))
  setOutput('verdict', report.verdict)
  setOutput('allowed', report.verdict === 'go' ? 'true' : 'false')
  setOutput('report', reportPath)
  setOutput('sarif', sarifPath)
  setOutput('summary', shorten(`${headline(report)}. ${nextStep(report)}`, 500))
  info(renderTerminal(report))
  const existing = request.event.private === true ? 'listed' : 'counted'
  writeSummary(renderSummary(report, { limit: summaryLimit, existing }))
  for (const annotation of annotate(report)) show(annotation)
  await publishComment(request, report, existing)
  await publishStatus(request, report)
  if (request.common.mode === 'enforce' && atLeast(report.verdict, request.common['fail-on'])) {
    setFailed(`${headline(report)}. ${nextStep(report)}`)
  }
}

/** After a failure before any report: nothing was established, so nothing is allowed. */
export function publishNothing(): void {
  setOutput('verdict', 'incomplete')
  setOutput('allowed', '')
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
  }
  const write = { error, warning, note: notice }[annotation.level]
  write(annotation.message, properties)
}
