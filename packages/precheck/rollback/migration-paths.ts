/**
 * Everything that could be a database migration, generously: only a change that touches none of these provably needs no
 * rehearsal. What really is one is migration-guard's to say.
 */
const suspicious: readonly RegExp[] = [
  /\.(?:sql|psql|pgsql|ddl|dml|prisma|edgeql|cypher)$/i,
  /(?:^|\/)(?:db|database|schema|schemas|sql|ecto|priv\/repo)\//i,
  /(?:^|\/)(?:schema|structure)\.(?:rb|sql|prisma|ts|js|py)$/i,
  /(?:^|\/)(?:db)?\.?changelog[\w.-]*\.(?:xml|ya?ml|json)$/i,
  /(?:^|\/)versions\/[^/]+\.py$/i,
]

/** In a folder's name, or in a file's before its ending. */
const telling = /migrat|alembic|liquibase|flyway|drizzle|knex|typeorm|sequelize|supabase|hasura/i

/** No migration tool runs prose or pictures. */
const inert = /\.(?:md|mdx|markdown|rst|adoc|png|jpe?g|gif|svg|webp|ico|pdf)$/i

export function mayBeMigration(path: string): boolean {
  return !inert.test(path) && (hasTellingName(path) || suspicious.some((pattern) => pattern.test(path)))
}

function hasTellingName(path: string): boolean {
  const folders = path.slice(0, path.lastIndexOf('/') + 1)
  const [, beforeEnding = ''] = /^(.*)\.\w+$/.exec(path.slice(folders.length)) ?? []
  return telling.test(folders) || telling.test(beforeEnding)
}
