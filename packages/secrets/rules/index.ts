import type { SecretRule } from '../rule.ts'
import { cloudRules } from './cloud.ts'
import { connectionStringRules } from './connection-strings.ts'
import { githubRules } from './github.ts'
import { gitlabRules } from './gitlab.ts'
import { keyRules } from './keys.ts'
import { messagingRules } from './messaging.ts'
import { modelProviderRules } from './models.ts'
import { packageRegistryRules } from './packages.ts'
import { serviceRules } from './services.ts'

/** Every rule with a format of its own; contextual ones are in `../assignment.ts` and `../config-file.ts`. */
export const secretRules: readonly SecretRule[] = [
  ...githubRules,
  ...gitlabRules,
  ...packageRegistryRules,
  ...cloudRules,
  ...modelProviderRules,
  ...serviceRules,
  ...messagingRules,
  ...keyRules,
  ...connectionStringRules,
]
