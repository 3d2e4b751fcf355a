import {
  type Answer,
  acquireRefLock,
  createDeploymentStatus,
  describeProblem,
  dispatchWorkflow,
  type GitHub,
  getWorkflowRun,
  listDeployments,
  unanswered,
} from '@operator/github'
import { reportIncident } from '@operator/incident'
import type { Command } from './command.ts'
import type { WatchEvent } from './event.ts'
import { queryPrometheus } from './metrics/prometheus.ts'
import type { WatchPlan } from './plan.ts'
import { probe } from './probe.ts'
import type { WatchRequest } from './request.ts'
import { lockName } from './rollback/lock-name.ts'
import { readVersion } from './version/read-version.ts'

/** Milliseconds until a failed probe is repeated. */
const repeatAfter = 1_000

type Asked = Pick<
  WatchRequest,
  'targets' | 'policy' | 'incident' | 'github' | 'branch' | 'runUrl' | 'userAgent'
>

/** Carries out the watch's commands in the real world. A failure is an answer; what is thrown is a defect. */
export function performCommand(
  plan: WatchPlan,
  { targets, policy, incident, github, branch, runUrl, userAgent }: Asked,
): (command: Command, signal: AbortSignal) => Promise<WatchEvent> {
  const http = { timeout: policy.timeout, userAgent }
  const onGitHub = <T>(work: (port: GitHub) => Promise<Answer<T>>): Promise<Answer<T>> =>
    github === undefined
      ? Promise.resolve(unanswered({ kind: 'unavailable', message: 'there is no token' }))
      : work(github)

  return async (command, signal) => {
    switch (command.type) {
      case 'read-version': {
        const { version } = targets
        if (version === undefined) throw new Error('A version was asked for that nobody said how to read.')
        const answer = await readVersion(version, { ...http, signal })
        return { type: 'version-answered', at: Date.now(), round: command.round, answer }
      }
      case 'probe': {
        const target = targets.paths.get(command.path)
        if (target === undefined) throw new Error(`There is no path ${command.path}.`)
        const after = Math.min(repeatAfter, plan.interval / 4)
        const answer = await probe(target, { ...http, repeatAfter: after, signal })
        return { type: 'probe-answered', at: Date.now(), round: command.round, path: command.path, answer }
      }
      case 'query-metric': {
        const { metric, window, first, last, every } = command
        const target = targets.metrics.get(metric)
        if (target === undefined) throw new Error(`There is no metric ${metric}.`)
        const answer = await queryPrometheus(target, { first, last, every, ...http, signal })
        return { type: 'metric-answered', at: Date.now(), metric, window, answer }
      }
      case 'set-status': {
        const { deployment } = plan
        if (deployment === null) throw new Error('A status was to be set on no deployment.')
        const set = await onGitHub((port) =>
          createDeploymentStatus(port, {
            deployment: deployment.id,
            state: command.state,
            description: command.description,
            ...(runUrl !== undefined && { logUrl: runUrl }),
          }),
        )
        const problem = set.ok ? null : `No deployment status was set. ${describeProblem(set.problem)}`
        return { type: 'status-set', at: Date.now(), problem }
      }
      case 'report-incident': {
        const { owners, label } = incident
        const reported = await onGitHub((port) =>
          reportIncident(port, { facts: command.incident, owners, label, runUrl }),
        )
        return {
          type: 'incident-reported',
          at: Date.now(),
          issue: reported.ok ? { number: reported.value.number, url: reported.value.url } : null,
          problem: reported.ok ? null : `The incident was not written. ${describeProblem(reported.problem)}`,
        }
      }
      case 'lock-rollback': {
        const { outcome, problem } = await lockRollback(plan, onGitHub)
        return { type: 'rollback-locked', at: Date.now(), outcome, problem }
      }
      case 'dispatch-rollback': {
        const { rollback } = plan
        if (rollback.kind !== 'automatic') throw new Error('A rollback was begun that is not automatic.')
        const { workflow, inputs } = rollback
        const sent = await onGitHub((port) =>
          dispatchWorkflow(port, { workflow, ref: branch ?? '', inputs }, new Date()),
        )
        const at = Date.now()
        if (!sent.ok) {
          return { type: 'rollback-dispatched', at, run: null, problem: describeProblem(sent.problem) }
        }
        const id = sent.value
        const url = id === undefined ? undefined : await urlOfRun(id, onGitHub)
        const run = id === undefined ? null : { id, url: url ?? `run ${id}` }
        return { type: 'rollback-dispatched', at, run, problem: null }
      }
      case 'read-run': {
        const found = await onGitHub((port) => getWorkflowRun(port, command.run))
        const at = Date.now()
        return found.ok
          ? {
              type: 'run-read',
              at,
              status: found.value.status,
              conclusion: found.value.conclusion,
              url: found.value.url,
              problem: null,
            }
          : {
              type: 'run-read',
              at,
              status: 'unknown',
              conclusion: null,
              url: '',
              problem: describeProblem(found.problem),
            }
      }
    }
  }
}

type OnGitHub = <T>(work: (port: GitHub) => Promise<Answer<T>>) => Promise<Answer<T>>

async function urlOfRun(id: number, onGitHub: OnGitHub): Promise<string | undefined> {
  const run = await onGitHub((port) => getWorkflowRun(port, id))
  return run.ok ? run.value.url : undefined
}

interface Locked {
  readonly outcome: 'acquired' | 'taken' | 'superseded' | 'failed'
  readonly problem: string | null
}

/** One rollback per deployment: the ref is created once. A newer deployment is never undone. */
async function lockRollback(plan: WatchPlan, onGitHub: OnGitHub): Promise<Locked> {
  const { environment, deployment } = plan
  const name = lockName(plan)
  if (name === undefined || environment === null || deployment === null) {
    return { outcome: 'failed', problem: 'No deployment is recorded.' }
  }
  const newest = await onGitHub((port) => listDeployments(port, environment, 1))
  if (!newest.ok) return { outcome: 'failed', problem: describeProblem(newest.problem) }
  const [first] = newest.value.items
  if (first !== undefined && first.id !== deployment.id && first.sha !== deployment.sha) {
    return { outcome: 'superseded', problem: null }
  }
  const lock = await onGitHub((port) => acquireRefLock(port, name, deployment.sha))
  return lock.ok
    ? { outcome: lock.value, problem: null }
    : { outcome: 'failed', problem: describeProblem(lock.problem) }
}
