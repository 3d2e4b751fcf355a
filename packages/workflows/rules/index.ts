import type { Rule } from '../rule.ts'
import { alwaysGuard } from './always-guard.ts'
import { artipacked } from './artipacked.ts'
import { botConditions } from './bot-conditions.ts'
import { cachePoisoning } from './cache-poisoning.ts'
import { containerInjection } from './container-injection.ts'
import { dangerousTriggers } from './dangerous-triggers.ts'
import { dependabotCooldown } from './dependabot-cooldown.ts'
import { dependabotExecution } from './dependabot-execution.ts'
import { excessivePermissions } from './excessive-permissions.ts'
import { githubEnv } from './github-env.ts'
import { hardcodedContainerCredentials } from './hardcoded-container-credentials.ts'
import { insecureCommands } from './insecure-commands.ts'
import { overprovisionedSecrets } from './overprovisioned-secrets.ts'
import { refVersionMismatch } from './ref-version-mismatch.ts'
import { secretsInherit } from './secrets-inherit.ts'
import { selfHostedRunner } from './self-hosted-runner.ts'
import { templateInjection } from './template-injection.ts'
import { typosquatUses } from './typosquat-uses.ts'
import { unpinnedImages } from './unpinned-images.ts'
import { unpinnedUses } from './unpinned-uses.ts'
import { unredactedSecrets } from './unredacted-secrets.ts'
import { unsoundCondition } from './unsound-condition.ts'
import { unsoundContains } from './unsound-contains.ts'
import { untrustedCheckout } from './untrusted-checkout.ts'

export const rules: readonly Rule[] = [
  alwaysGuard,
  artipacked,
  botConditions,
  cachePoisoning,
  containerInjection,
  dangerousTriggers,
  dependabotCooldown,
  dependabotExecution,
  excessivePermissions,
  githubEnv,
  hardcodedContainerCredentials,
  insecureCommands,
  overprovisionedSecrets,
  refVersionMismatch,
  secretsInherit,
  selfHostedRunner,
  templateInjection,
  typosquatUses,
  unpinnedImages,
  unpinnedUses,
  unredactedSecrets,
  unsoundCondition,
  unsoundContains,
  untrustedCheckout,
]
