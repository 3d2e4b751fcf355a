/**
 * Everything that could be a database migration, generously: only a change that touches none of these provably needs no
 * rehearsal. What really is one is migration-guard's to say.
 */
const suspicious: readonly RegExp[] = [
  /\.(?:sql|psql|pgsql|ddl|dml|prisma|edgeql|cypher)$/i,
  /(?:^|\/)[^/]*(?:migrat|alembic|liquibase|flyway|drizzle|knex|typeorm|sequelize|supabase|hasura)[^/]*(?:\/|\.\w+$)/i,
  /(?:^|\/)(?:db|database|schema|schemas|sql|ecto|priv\/repo)\//i,
  /(?:^|\/)(?:schema|structure)\.(?:rb|sql|prisma|ts|js|py)$/i,
  /(?:^|\/)(?:db)?\.?changelog[\w.-]*\.(?:xml|ya?ml|json)$/i,
  /(?:^|\/)versions\/[^/]+\.py$/i,
]

/** No migration tool runs prose or pictures. */
const inert = /\.(?:md|mdx|markdown|rst|adoc|png|jpe?g|gif|svg|webp|ico|pdf)$/i

export function mayBeMigration(path: string): boolean {
  return !inert.test(path) && suspicious.some((pattern) => pattern.test(path))
}
