import { collectDependencies } from '@operator/dependencies'
import { collectEnvironment } from '@operator/environment'
import type { Range } from '@operator/git'
import { collectSecrets, type SecretsHooks } from '@operator/secrets'
import { collectWorkflows } from '@operator/workflows'
import { collectPart } from './part.ts'
import type { BaselinePolicy } from './policy.ts'
import type { BaselineSnapshot } from './snapshot.ts'

/** What the parts need from outside of git. */
export interface BaselinePorts extends SecretsHooks {}

/** Advisories are waited for while the rest is read; the other parts share one processor and come one after the other. */
export async function collectBaseline(
  range: Range,
  policy: BaselinePolicy,
  ports: BaselinePorts,
): Promise<BaselineSnapshot> {
  const timings = new Map<string, number>()
  const asked = collectPart('dependencies', timings, () => collectDependencies(range, policy.dependencies))
  const secrets = await collectPart('secrets', timings, () => collectSecrets(range, policy.secrets, ports))
  const workflows = await collectPart('workflows', timings, () => collectWorkflows(range, policy.workflows))
  const environment = await collectPart('environment', timings, () =>
    collectEnvironment(range, policy.environment),
  )
  const dependencies = await asked
  return { secrets, dependencies, workflows, environment, timings: Object.fromEntries(timings) }
}
