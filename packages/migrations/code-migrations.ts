/** A migration written in a programming language: its SQL is known only once its own tool has run. */
export interface CodeMigration {
  readonly tool: string
  readonly path: string
}

interface CodeTool {
  readonly tool: string
  readonly path: RegExp
  /** What the first part of the file must say, where the path alone does not tell. */
  readonly text?: RegExp
}

/** First match wins. */
const codeTools: readonly CodeTool[] = [
  { tool: 'Rails', path: /(^|\/)db\/(\w+_)?migrate\/\d{14}_[^/]+\.rb$/ },
  { tool: 'Ecto', path: /(^|\/)migrations\/\d{14}_[^/]+\.exs$/ },
  { tool: 'Laravel', path: /(^|\/)migrations\/\d{4}_\d{2}_\d{2}_\d{6}_[^/]+\.php$/ },
  { tool: 'Phinx', path: /(^|\/)migrations\/\d{14}_[^/]+\.php$/ },
  { tool: 'Doctrine', path: /(^|\/)migrations\/Version\d{14}\.php$/i },
  { tool: 'Django', path: /(^|\/)migrations\/\d{4}_[^/]+\.py$/ },
  { tool: 'Alembic', path: /(^|\/)versions\/[^/]+\.py$/, text: /^down_revision\b/m },
  { tool: 'Entity Framework', path: /(^|\/)Migrations\/\d{14}_[^/]+(?<!\.Designer)\.cs$/ },
  { tool: 'Sequelize', path: /\.(js|cjs|mjs|ts)$/, text: /\bqueryInterface\b/ },
  { tool: 'TypeORM', path: /\.(js|cjs|mjs|ts)$/, text: /\bMigrationInterface\b|\bqueryRunner\b/ },
  { tool: 'MikroORM', path: /\.(js|cjs|mjs|ts)$/, text: /@mikro-orm\/migrations/ },
  { tool: 'node-pg-migrate', path: /\.(js|cjs|mjs|ts)$/, text: /\bpgm\b|\bMigrationBuilder\b/ },
  { tool: 'Knex', path: /\.(js|cjs|mjs|ts)$/, text: /\bknex\b/i },
  { tool: 'Kysely', path: /\.(js|cjs|mjs|ts)$/, text: /\bKysely\b/ },
  { tool: 'goose (Go)', path: /\.go$/, text: /\bgoose\.AddMigration/ },
  { tool: 'refinery (Rust)', path: /(^|\/)[UV]\d+__\w+\.rs$/ },
  {
    tool: 'Liquibase',
    path: /(^|\/)(changelog|db\.changelog)[^/]*(\/[^/]+)*\.(xml|ya?ml|json)$/i,
    text: /changeSet|databaseChangeLog/,
  },
  { tool: 'Liquibase', path: /\.sql$/, text: /^--\s*liquibase formatted sql/i },
  { tool: 'sqitch', path: /(^|\/)sqitch\.plan$/ },
  {
    tool: 'migration code',
    path: /(^|\/)migrations?\/(?:[^/]+\/)?[vV]?\d{8,}[^/]*\.(js|cjs|mjs|ts|py|rb|go|kt|java|rs)$/,
  },
  { tool: 'migration code', path: /(^|\/)migrations?\/\d{8,}[^/]*\/migration\.(js|cjs|mjs|ts)$/ },
]

const insideMigrations = /(^|\/)(migrations?|migrate|versions|changelogs?|alembic)(\/|$)/i
const fixture =
  /(^|\/)(node_modules|vendor|testdata|fixtures|__fixtures__|__tests__|__mocks__)\/|\.(test|spec|d)\.\w+$/

/** Whether the file's text is needed to tell. */
export function mayBeCodeMigration(path: string): boolean {
  return !fixture.test(path) && codeTools.some((tool) => fits(tool, path))
}

export function recogniseCodeMigration(path: string, text: string | undefined): CodeMigration | undefined {
  if (fixture.test(path)) return undefined
  const head = text?.slice(0, 20_000) ?? ''
  const found = codeTools.find(
    (tool) => fits(tool, path) && (tool.text === undefined || tool.text.test(head)),
  )
  return found && { tool: found.tool, path }
}

/** A pattern on the text counts only in a folder of migrations: `knex` is a word in many a file. */
function fits(tool: CodeTool, path: string): boolean {
  return (
    tool.path.test(path) && (tool.text === undefined || path.endsWith('.sql') || insideMigrations.test(path))
  )
}
