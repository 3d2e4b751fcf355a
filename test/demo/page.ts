import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Marked } from 'marked'
import type { Step, StepKind } from './step.ts'

export interface PageFacts {
  readonly title: string
  readonly introduction: string
  readonly seed: number
  readonly milliseconds: number
  readonly steps: readonly Step[]
}

const marked = new Marked({ gfm: true, async: false })

const badges: Readonly<Record<StepKind, string>> = { passed: 'passed', stopped: 'stopped', happened: 'done' }

/** The whole story as one HTML file that loads nothing and runs nothing. */
export function renderPage({ title, introduction, seed, milliseconds, steps }: PageFacts): string {
  const markdownStyle = readFileSync(
    createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'),
    'utf8',
  )
  const ownStyle = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8')
  const total = seconds(milliseconds)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${markdownStyle}${ownStyle}</style>
</head>
<body class="markdown-body">
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(introduction)}</p>
<p class="facts">${steps.length} steps · ${total} · seed ${seed}</p>
</header>
<main>
<ol class="story">
${steps.map(renderStep).join('\n')}
</ol>
</main>
</body>
</html>
`
}

function renderStep(step: Step, index: number): string {
  return `<li class="step ${step.kind}" id="step-${index + 1}">
<p class="line"><span class="badge">${badges[step.kind]}</span> <strong>${escapeHtml(step.title)}</strong> <span class="time">${clock(step.startedAt)} · ${seconds(step.milliseconds)}</span></p>
<p class="outcome">${escapeHtml(step.outcome)}</p>
${step.document === undefined ? '' : renderDocument(step.document)}
</li>`
}

function renderDocument({ name, markdown, exitCode }: NonNullable<Step['document']>): string {
  const code = exitCode === undefined ? '' : ` · exit code ${exitCode ?? 'none, it was killed'}`
  return `<details><summary>${escapeHtml(name)}${code}</summary>
<div class="document">${marked.parse(markdown)}</div>
</details>`
}

function clock(date: Date): string {
  return `${date.toISOString().slice(11, 19)} UTC`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
