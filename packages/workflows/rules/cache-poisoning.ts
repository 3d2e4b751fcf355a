import type { Step, WorkflowFile } from '../file.ts'
import { majorVersion } from '../major-version.ts'
import type { Rule } from '../rule.ts'
import { nameOfUses } from '../uses.ts'
import { at, itemsOf, scalarsIn, textOf } from '../value.ts'

/** A cache can be written by other workflows of the branch, so what is released should not be built from one. */
export const cachePoisoning: Rule = {
  id: 'cache-poisoning',
  remedy: 'Switch the cache off in workflows that publish.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    const releasing = releases(file)
    for (const job of file.jobs) {
      if (!releasing && !job.steps.some(publishes)) continue
      for (const step of job.steps) {
        if (step.uses === undefined || !caches(step)) continue
        yield {
          at: step.uses.at,
          level: 'error',
          message: `${step.uses.text} restores a cache in ${job.id}, which ${releasing ? 'runs on a release' : 'publishes'}.`,
          subject: `${job.id} ${nameOfUses(step.uses.text)}`,
        }
      }
    }
  },
}

function releases(file: WorkflowFile): boolean {
  const push = file.triggers.get('push')
  const branches = [...scalarsIn(at(push, 'branches'))]
  return (
    file.triggers.has('release') ||
    itemsOf(at(push, 'tags')).length > 0 ||
    branches.some(({ scalar }) => /^releases?\b/.test(scalar.text))
  )
}

const publishers = new Set(
  (
    'pypa/gh-action-pypi-publish softprops/action-gh-release ncipollo/release-action goreleaser/goreleaser-action js-devtools/npm-publish ' +
    'actions/deploy-pages peaceiris/actions-gh-pages jamesives/github-pages-deploy-action rubygems/release-gem cloudflare/wrangler-action ' +
    'svenstaro/upload-release-action marvinpinto/action-automatic-releases release-drafter/release-drafter changesets/action ' +
    'google-github-actions/deploy-cloudrun azure/webapps-deploy azure/functions-action crazy-max/ghaction-github-release'
  ).split(' '),
)

function publishes(step: Step): boolean {
  if (step.action?.kind !== 'repository') return false
  if (step.action.slug === 'docker/build-push-action') return isOn(textOf(step.body, 'with', 'push'))
  if (step.action.slug === 'goreleaser/goreleaser-action' && isDryRun(step)) return false
  return publishers.has(step.action.slug)
}

/** Both flags keep GoReleaser from publishing: https://goreleaser.com/cmd/goreleaser_release/ */
function isDryRun(step: Step): boolean {
  const words = (textOf(step.body, 'with', 'args') ?? '').split(/[\s=]+/)
  const skipped = words[words.indexOf('--skip') + 1] ?? ''
  return words.includes('--snapshot') || (words.includes('--skip') && skipped.split(',').includes('publish'))
}

type Input = (name: string) => string | undefined
/** `major` is undefined where neither the reference nor its comment names a version. */
type Caching = (input: Input, major: number | undefined) => boolean

/** When each action restores a cache, after its own documentation. */
const caching: Readonly<Record<string, Caching>> = {
  'actions/cache': (input) => input('lookup-only') !== 'true',
  'actions/setup-node': (input, major) =>
    isSet(input('cache')) || ((major ?? 0) >= 5 && input('package-manager-cache') !== 'false'),
  'actions/setup-java': (input) => isSet(input('cache')),
  'actions/setup-python': (input) => isSet(input('cache')),
  'actions/setup-go': (input) => input('cache') !== 'false',
  'actions/setup-dotnet': (input) => isOn(input('cache')),
  // Since v10 `auto`, the default, is off in workflows that run on a release.
  'astral-sh/setup-uv': (input, major) => {
    const setting = input('enable-cache') ?? 'auto'
    return setting === 'auto' ? (major ?? 0) < 10 : setting !== 'false'
  },
  'mozilla-actions/sccache-action': () => true,
  'pyo3/maturin-action': (input) => isOn(input('sccache')),
  'ramsey/composer-install': (input) => input('ignore-cache') !== 'yes' && input('ignore-cache') !== 'true',
  'swatinem/rust-cache': (input) => input('lookup-only') !== 'true',
  'ruby/setup-ruby': (input) => isOn(input('bundler-cache')),
  'pnpm/action-setup': (input) => isOn(input('cache')),
  'gradle/actions': (input) => input('cache-disabled') !== 'true',
  'gradle/gradle-build-action': (input) => input('cache-disabled') !== 'true',
  'docker/setup-buildx-action': (input) => input('cache-binary') !== 'false',
  'moonrepo/setup-rust': (input) => input('cache') !== 'false',
  'actions-rust-lang/setup-rust-toolchain': (input) => input('cache') !== 'false',
  'mlugg/setup-zig': (input) => input('use-cache') !== 'false',
  'jdx/mise-action': (input) => input('cache') !== 'false',
  'golangci/golangci-lint-action': (input) => input('skip-cache') !== 'true',
  'oven-sh/setup-bun': (input) => input('no-cache') !== 'true',
  'graalvm/setup-graalvm': (input) => isSet(input('cache')),
  'bazel-contrib/setup-bazel': (input) =>
    isOn(input('bazelisk-cache')) || isSet(input('disk-cache')) || isOn(input('repository-cache')),
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false'
}

function isOn(value: string | undefined): boolean {
  return value === 'true' || (value?.includes('${{') ?? false)
}

function caches(step: Step): boolean {
  if (step.action?.kind !== 'repository') return false
  return caching[step.action.slug]?.((name) => textOf(step.body, 'with', name), majorVersion(step)) ?? false
}
