import { mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Report, report as reportSchema } from '@operator/report'
import { runActionProcess } from '@operator/tooling'
import { releaseTree } from '../../acceptance/built-tree.ts'
import { type Event, eventVariables } from '../../demo/events.ts'
import { planStory } from '../../demo/flaws.ts'
import { resumeRun, startJob } from '../../demo/jobs.ts'
import { type Stage, setStage } from '../../demo/stage.ts'
import { clone } from '../../e2e/actions/checkout/clone.ts'
import { deployEarlier, mergeChange, openPull, soundChange } from '../../e2e/scene.ts'
import { median } from '../median.ts'
import { type Recorder, startRecorder } from './recorder.ts'

/** Median, in milliseconds, from the start of the process to its end that no verdict may exceed, network aside. */
const budget = 1_500
const runs = 10

interface Measure {
  readonly first: number
  readonly phases: Report['timings']
  readonly whole: number
}

interface Case {
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  prepare(stage: Stage): Promise<Event>
}

const cases: readonly Case[] = [
  {
    name: 'pull request',
    inputs: {},
    prepare: async (stage) => openPull(stage, { files: soundChange(planStory(1)) }).event,
  },
  {
    name: 'deployment',
    inputs: { environment: 'production' },
    async prepare(stage) {
      const event = mergeChange(stage, soundChange(planStory(1)))
      await deployEarlier(stage, event, 'staging', 30)
      return event
    },
  },
]

/**
 * How long the built precheck takes from its start to its verdict, without the network: GitHub's answers are those of the
 * stand-in, recorded in a first run and given at once from the loopback in the runs that count.
 */
export async function benchPrecheck(): Promise<boolean> {
  const tree = await releaseTree(['precheck'])
  process.stdout.write(`precheck, start to verdict, Node ${process.versions.node}, median of ${runs}\n\n`)
  const titles = [
    'to first line',
    'read',
    'collect',
    'evaluate',
    'the rest',
    'in all',
    'fastest',
    'slowest',
    'requests',
  ]
  process.stdout.write(`${'ms'.padEnd(14)}${titles.map(column).join('')}\n`)
  let withinBudget = true
  for (const one of cases) {
    const { measures, requests } = await measure(tree, one)
    const of = (pick: (measure: Measure) => number) => median(measures.map(pick))
    const phase = (name: string) => of(({ phases }) => phases[name] ?? 0)
    const whole = of((measure) => measure.whole)
    const parts = [of(({ first }) => first), phase('read'), phase('collect'), phase('evaluate')]
    const rest = whole - parts.reduce((sum, part) => sum + part, 0)
    const wholes = measures.map((measure) => measure.whole)
    const numbers = [...parts, rest, whole, Math.min(...wholes), Math.max(...wholes), requests]
    withinBudget &&= whole <= budget
    process.stdout.write(
      `${one.name.padEnd(14)}${numbers.map((number) => column(String(Math.round(number)))).join('')}${whole <= budget ? '' : `   over ${budget} ms`}\n`,
    )
  }
  return withinBudget
}

async function measure(
  tree: string,
  { inputs, prepare }: Case,
): Promise<{ readonly measures: readonly Measure[]; readonly requests: number }> {
  const stage = await setStage()
  const recorder = await startRecorder(new URL(stage.github.apiUrl).origin)
  try {
    const event = await prepare(stage)
    const run = await readyToRun(stage, tree, event, recorder, inputs)
    await run()
    const measures: Measure[] = []
    let requests = 0
    for (let count = 0; count < runs; count += 1) {
      recorder.take()
      measures.push(await run())
      const taken = recorder.take()
      if (taken.recorded > 0)
        throw new Error('It asked something else than before: the network would be measured.')
      requests = taken.requests
    }
    return { measures, requests }
  } finally {
    await recorder.close()
    await stage.close()
  }
}

/** One clone and one token for all runs, so that each asks the same. */
async function readyToRun(
  stage: Stage,
  tree: string,
  event: Event,
  recorder: Recorder,
  inputs: Readonly<Record<string, string>>,
): Promise<() => Promise<Measure>> {
  const { world, github } = stage
  const own = resumeRun(world, {
    workflow: '.github/workflows/deploy.yml',
    event: event.name,
    sha: event.headSha,
    actor: event.actor,
  })
  startJob(world, own, 'precheck')
  const workspace = mkdtempSync(join(stage.folder, 'workspace-'))
  clone({ from: stage.repository.directory, into: workspace, what: event, depth: 0 })
  const read = 'read' as const
  const token = github.mintToken({
    permissions: {
      contents: read,
      checks: read,
      statuses: read,
      actions: read,
      deployments: read,
      issues: read,
      'pull-requests': read,
    },
  })
  const through = (url: string) => url.replace(new URL(url).origin, recorder.url)
  return async () => {
    const started = performance.now()
    let first: number | undefined
    const result = await runActionProcess({
      directory: join(tree, 'precheck'),
      inputs: { 'github-token': token, comment: 'false', wait: '0s', ...inputs },
      payload: event.payload,
      onOutput: () => {
        first ??= performance.now() - started
      },
      environment: {
        ...eventVariables(world, event),
        GITHUB_API_URL: through(github.apiUrl),
        GITHUB_GRAPHQL_URL: through(github.graphqlUrl),
        GITHUB_JOB: 'precheck',
        GITHUB_RUN_ID: String(own.id),
        GITHUB_RUN_ATTEMPT: String(own.attempt),
        GITHUB_WORKFLOW_REF: `${world.repository.owner}/${world.repository.name}/${own.path}@${event.ref}`,
        GITHUB_WORKFLOW_SHA: event.sha,
        GITHUB_WORKSPACE: workspace,
        HOME: workspace,
        PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
      },
    })
    const whole = performance.now() - started
    if (result.report === undefined) throw new Error(`There is no report:\n${result.log}`)
    const report = reportSchema.parse(JSON.parse(result.report))
    if (report.sources.some(({ answered }) => !answered)) throw new Error(`Not all was read:\n${result.log}`)
    return { first: first ?? whole, phases: report.timings, whole }
  }
}

function column(text: string): string {
  return text.padStart(14)
}
