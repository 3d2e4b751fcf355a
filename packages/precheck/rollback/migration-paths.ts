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

export function mayBeMigration(path: string): boolean {
  return suspicious.some((pattern) => pattern.test(path))
}
