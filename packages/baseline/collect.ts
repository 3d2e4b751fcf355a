import { collectDependencies } from '@operator/dependencies'
import { collectEnvironment } from '@operator/environment'
import type { Range } from '@operator/git'
import { collectPart } from '@operator/report'
import { collectSecrets, type SecretsHooks } from '@operator/secrets'
import { collectWorkflows } from '@operator/workflows'
import type { BaselinePolicy } from './policy.ts'
import type { BaselineSnapshot } from './snapshot.ts'

/** What the parts need from outside of git, and tell it. */
export interface BaselinePorts extends SecretsHooks {
  /** What is being done, for people who wait. */
  readonly progress?: (at: string) => void
  /** What made a part give up; it is a defect of ours. */
  readonly onCrash?: (error: unknown) => void
}

/** Advisories are waited for while the rest is read; the other parts share one processor and come one after the other. */
export async function collectBaseline(
  range: Range,
  policy: BaselinePolicy,
  ports: BaselinePorts,
): Promise<BaselineSnapshot> {
  const { progress = () => undefined, onCrash } = ports
  const timings = new Map<string, number>()
  const collect = <Facts>(name: string, work: () => Promise<Facts>) =>
    collectPart(name, timings, work, onCrash)
  const asked = collect('dependencies', () => collectDependencies(range, policy.dependencies))
  progress('looking for secrets')
  const secrets = await collect('secrets', () => collectSecrets(range, policy.secrets, ports))
  progress('auditing workflows')
  const workflows = await collect('workflows', () => collectWorkflows(range, policy.workflows))
  progress('looking for exposed variables')
  const environment = await collect('environment', () => collectEnvironment(range, policy.environment))
  progress(`waiting for advisories from ${policy.dependencies.source}`)
  const dependencies = await asked
  return { secrets, dependencies, workflows, environment, timings: Object.fromEntries(timings) }
}
