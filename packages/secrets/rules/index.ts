import type { SecretRule } from '../rule.ts'
import { cloudRules } from './cloud.ts'
import { connectionStringRules } from './connection-strings.ts'
import { databaseRules } from './databases.ts'
import { emailRules } from './email.ts'
import { githubRules } from './github.ts'
import { gitlabRules } from './gitlab.ts'
import { keyRules } from './keys.ts'
import { messagingRules } from './messaging.ts'
import { modelProviderRules } from './models.ts'
import { observabilityRules } from './observability.ts'
import { packageRegistryRules } from './packages.ts'
import { paymentRules } from './payments.ts'
import { pipelineRules } from './pipelines.ts'
import { workplaceRules } from './workplace.ts'

/** Every rule with a format of its own; contextual ones are in `../assignment.ts` and `../config-file.ts`. */
export const secretRules: readonly SecretRule[] = [
  ...githubRules,
  ...gitlabRules,
  ...packageRegistryRules,
  ...cloudRules,
  ...modelProviderRules,
  ...paymentRules,
  ...databaseRules,
  ...observabilityRules,
  ...pipelineRules,
  ...workplaceRules,
  ...messagingRules,
  ...emailRules,
  ...keyRules,
  ...connectionStringRules,
]
