import type { JobDescription } from '@operator/workflows'
import type { Gate } from './facts.ts'

interface Signs {
  /** In the name of a job or check, at word borders. */
  readonly name: RegExp
  /** In the shell text of its steps. */
  readonly command: RegExp
  /** In the actions of its steps. */
  readonly action: RegExp
}

const script = String.raw`\b(?:npm|pnpm|yarn|bun|deno|make|just|task|mise|nox|tox|rake|composer|poetry run|uv run|hatch run|\./gradlew|gradle|mvn|\./mvnw)\b[^\n;&|]{0,60}?`

const signs: Readonly<Record<Gate, Signs>> = {
  lint: {
    name: /\b(?:lint|linter|linters|linting|eslint|biome|prettier|format|formatting|fmt|style|checkstyle|ruff|flake8|rubocop|clippy|golangci|golangci-lint|ktlint|detekt|static[ -]analysis)\b/i,
    command: new RegExp(
      String.raw`${script}\b(?:lint|fmt|format|style)\b|\b(?:eslint|biome|prettier|ruff|flake8|pylint|black --check|rubocop|standardrb|cargo clippy|cargo fmt|golangci-lint|go vet|gofmt|staticcheck|checkstyle|ktlint|detekt|swiftlint|phpcs|php-cs-fixer|phpstan|shellcheck|hadolint|mix format|credo|deno lint)\b`,
    ),
    action: /lint|biome|ruff|pre-commit|rubocop|clippy|super-linter|reviewdog/i,
  },
  tests: {
    name: /\b(?:test|tests|testing|spec|specs|unit|integration|e2e|jest|vitest|mocha|pytest|rspec|phpunit|playwright|cypress)\b/i,
    command: new RegExp(
      String.raw`${script}\b(?:tests?|verify|check)\b|\b(?:npm t|npx (?:jest|vitest|mocha)|jest|vitest|mocha|ava|pytest|python -m unittest|go test|cargo (?:test|nextest)|rspec|rails test|phpunit|dotnet test|swift test|ctest|playwright test|cypress run|mix test|deno test|bun test|flutter test)\b`,
    ),
    action: /cypress-io\/github-action|playwright/i,
  },
  build: {
    name: /\b(?:build|builds|building|compile|bundle|package|packages|image|docker|dist)\b/i,
    command: new RegExp(
      String.raw`${script}\b(?:build|bundle|compile|assemble|package|dist)\b|\b(?:vite build|next build|tsc\b(?! --noEmit)|webpack|rollup|esbuild|cargo build|go build|docker (?:buildx )?build|podman build|dotnet (?:build|publish)|swift build|cmake --build|python -m build|hatch build|poetry build|uv build|goreleaser|mix compile|npm pack|ncc build)\b`,
    ),
    action: /docker\/(?:build-push|bake)-action|goreleaser|ko-build|pack-build/i,
  },
}

/** What a job's names, commands and actions make of it. A job can be several gates at once. */
export function detectGates(job: JobDescription): Gate[] {
  const names = [job.id, ...job.checkNames.map((parts) => parts.join(' '))]
  const all: readonly Gate[] = ['lint', 'tests', 'build']
  return all.filter(
    (gate) =>
      names.some((name) => namesGate(gate, name)) ||
      job.commands.some((text) => signs[gate].command.test(text.slice(0, 20_000))) ||
      job.actions.some((action) => signs[gate].action.test(action)),
  )
}

/** True when a check's name alone says that it is this gate; all there is for checks of other systems. */
export function namesGate(gate: Gate, name: string): boolean {
  return signs[gate].name.test(name.replaceAll('_', ' '))
}
