import { recogniseCodeMigration } from '../code-migrations.ts'
import { isMigrationFolder } from '../tools/migration-folder.ts'
import { directoryOf } from '../tree.ts'

const source =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|pyi|rb|rake|erb|go|rs|java|kt|kts|scala|groovy|cs|fs|vb|php|ex|exs|erl|clj|cljs|swift|dart|c|cc|cpp|h|hpp|lua|pl|pm|r|jl|sh|sql|psql|pgsql|ddl|prisma|graphql|gql|ya?ml|toml|twig|html|hbs|ejs|j2|jinja2?|tmpl|xml|hbm)$/i
const vendored =
  /(?:^|\/)(?:node_modules|vendor|third[_-]?party|dist|build|out|target|\.next|\.venv|venv|site-packages|bower_components|Pods|generated|__generated__|gen)\//
const generatedName =
  /\.(?:min\.js|pb\.go|pb\.py|g\.dart|gen\.go|generated\.\w{1,8})$|(?:^|\/)(?:pnpm-lock\.yaml|package-lock\.json|\.github\/)|(?:^|\/)\.sqlx\//
const test =
  /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|[\w-]{0,64}test[_-]utils|testdata|mirage|fixtures|e2e|cypress|playwright)\/|(?:[._-](?:test|spec)|_tests?)\.\w{1,8}$|(?:^|\/)tests?\.\w{1,8}$/i

export type FileKind = 'source' | 'test' | 'vendored' | 'other'

/** Whether a file may hold code that names the database. `histories` are the directories that migrations stand in. */
export function classifyFile(path: string, histories: readonly string[]): FileKind {
  if (!source.test(path)) return 'other'
  if (vendored.test(path) || generatedName.test(path)) return 'vendored'
  const directory = directoryOf(path)
  const migration =
    isMigrationFolder(directory) ||
    histories.some((history) => history !== '' && path.startsWith(`${history}/`)) ||
    (histories.includes('') && directory === '') ||
    recogniseCodeMigration(path, undefined) !== undefined ||
    /(?:^|\/)(?:migrations?|migrate|alembic|changelogs?)\//i.test(path)
  if (migration) return 'other'
  return test.test(path) ? 'test' : 'source'
}

/** Schemas that a tool writes and the application compiles or loads. */
const schemaFile = /(?:^|\/)\w{0,64}(?:schema|structure)\.(?:rs|rb|sql|prisma|ts)$/

/** What a generator says of itself, in the file's first lines. */
export function isGenerated(path: string, text: string): boolean {
  return (
    !schemaFile.test(path) &&
    /@generated\b|\bdo not (?:edit|modify)\b|\bauto-?generated\b|\bcode generated\b/i.test(
      text.slice(0, 1_000),
    )
  )
}
