import type { Step } from '../file.ts'
import type { Rule } from '../rule.ts'
import { checksOutForeign, isPrivileged } from '../trigger.ts'
import { nameOfUses } from '../uses.ts'
import { ownerOf } from './template-injection.ts'

/** Building a pull request's code in a job that holds the base's secrets gives them away. */
export const untrustedCheckout: Rule = {
  id: 'untrusted-checkout',
  remedy: 'Build the head in a pull_request workflow without secrets, and hand results over as data.',
  *audit(file) {
    if (file.kind !== 'workflow' || !isPrivileged(file)) return
    for (const job of file.jobs) {
      let checkout: Step | undefined
      let runsLater = false
      for (const step of job.steps) {
        if (checkout === undefined) {
          if (checksOutForeign(step) !== 'head') continue
          checkout = step
          runsLater = step.run !== undefined && runsFiles(step.run.text)
          continue
        }
        runsLater ||= step.action?.kind === 'local' || (step.run !== undefined && runsFiles(step.run.text))
      }
      if (checkout === undefined) continue
      yield {
        at: (checkout.uses ?? checkout.run)?.at ?? checkout.body.at,
        level: runsLater ? 'error' : 'warning',
        message: runsLater
          ? `${job.id} checks out the head and then runs code from it, with the base's token and secrets.`
          : `${job.id} checks out the head with the base's token and secrets.`,
        subject: `${ownerOf(checkout)} ${checkout.uses ? nameOfUses(checkout.uses.text) : (checkout.run?.text ?? '')} ${runsLater}`,
      }
    }
  },
}

/** Programs that run what the working directory tells them to: build tools, interpreters, scripts by path. */
const runner =
  /(^|[\s;&|(`$])(npm|npx|pnpm|yarn|bun|deno|node|pip3?|pipx|uv|poetry|pdm|tox|nox|pytest|python3?|make|cmake|ninja|cargo|go|mvn|mvnw|gradle|gradlew|sbt|ant|bundle|rake|gem|ruby|composer|php|dotnet|msbuild|swift|xcodebuild|mix|rebar3|stack|cabal|docker|podman|docker-compose|terraform|pulumi|ansible-playbook|helm|bazel|bazelisk|nix|nix-build|just|task|pre-commit|lerna|turbo|nx|jest|eslint|tsc|webpack|vite|bash|sh|zsh|pwsh|source|perl|\.\.?\/\S+|\.\s+\S+)(\s|$|;)/m

function runsFiles(script: string): boolean {
  return runner.test(script)
}
