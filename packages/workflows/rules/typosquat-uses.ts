import type { Rule } from '../rule.ts'
import { nameOfUses } from '../uses.ts'

/** Widely used actions, in lower case; a name one slip away from one of them is suspicious. */
const popular = [
  'actions/cache',
  'actions/checkout',
  'actions/configure-pages',
  'actions/deploy-pages',
  'actions/download-artifact',
  'actions/github-script',
  'actions/labeler',
  'actions/setup-dotnet',
  'actions/setup-go',
  'actions/setup-java',
  'actions/setup-node',
  'actions/setup-python',
  'actions/stale',
  'actions/upload-artifact',
  'astral-sh/setup-uv',
  'aws-actions/configure-aws-credentials',
  'azure/login',
  'codecov/codecov-action',
  'docker/build-push-action',
  'docker/login-action',
  'docker/metadata-action',
  'docker/setup-buildx-action',
  'docker/setup-qemu-action',
  'dtolnay/rust-toolchain',
  'github/codeql-action',
  'google-github-actions/auth',
  'goreleaser/goreleaser-action',
  'hashicorp/setup-terraform',
  'peter-evans/create-pull-request',
  'pnpm/action-setup',
  'pypa/gh-action-pypi-publish',
  'ruby/setup-ruby',
  'shivammathur/setup-php',
  'slackapi/slack-github-action',
  'softprops/action-gh-release',
  'swatinem/rust-cache',
  'tj-actions/changed-files',
]
const known = new Set([...popular, 'actions/setup-ruby', 'actions/setup-elixir', 'azure/logout'])

/** An action whose name differs from a popular one by a single slip of the hand. */
export const typosquatUses: Rule = {
  id: 'typosquat-uses',
  remedy: 'Check the spelling of the owner and the repository.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    for (const { uses, action, job } of file.steps) {
      if (uses === undefined || action?.kind !== 'repository' || known.has(action.slug)) continue
      const meant = popular.find((name) => oneSlipApart(action.slug, name))
      if (meant === undefined) continue
      yield {
        at: uses.at,
        level: 'error',
        message: `${uses.text} looks like ${meant}.`,
        subject: `${job?.id ?? 'runs'} ${nameOfUses(uses.text)}`,
      }
    }
  },
}

/** One character inserted, removed, replaced, or two neighbours swapped. */
function oneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const rest = (text: string, skip: number) => text.slice(start + skip)
  if (rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)) return true
  return a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2)
}
