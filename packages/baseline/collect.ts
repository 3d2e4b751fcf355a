import { collectEnvironment } from '@operator/environment'
import type { Range } from '@operator/git'
import { collectSecrets, type SecretsHooks } from '@operator/secrets'
import { collectWorkflows } from '@operator/workflows'
import { collectPart } from './part.ts'
import type { BaselinePolicy } from './policy.ts'
import type { BaselineSnapshot } from './snapshot.ts'

/** What the parts need from outside of git. */
export interface BaselinePorts extends SecretsHooks {}

/** Collects part after part: they share one git and one processor, and their timings then mean something. */
export async function collectBaseline(
  range: Range,
  policy: BaselinePolicy,
  ports: BaselinePorts,
): Promise<BaselineSnapshot> {
  const timings = new Map<string, number>()
  const secrets = await collectPart('secrets', timings, () => collectSecrets(range, policy.secrets, ports))
  const workflows = await collectPart('workflows', timings, () => collectWorkflows(range, policy.workflows))
  const environment = await collectPart('environment', timings, () =>
    collectEnvironment(range, policy.environment),
  )
  return { secrets, workflows, environment, timings: Object.fromEntries(timings) }
}
