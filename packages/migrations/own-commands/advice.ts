interface OwnCommandAdvice {
  readonly migrate: string
  /** Absent where the tool has no way back. */
  readonly rollback?: string
}

/** What to give `migrate-command` and `rollback-command` for a tool. A rollback of one migration is repeated until all new ones are back. */
const advice: Readonly<Record<string, OwnCommandAdvice>> = {
  Knex: { migrate: 'npx knex migrate:latest', rollback: 'npx knex migrate:down' },
  TypeORM: {
    migrate: 'npx typeorm migration:run -d data-source.js',
    rollback: 'npx typeorm migration:revert -d data-source.js',
  },
  Sequelize: {
    migrate: 'npx sequelize-cli db:migrate --url "$DATABASE_URL"',
    rollback: 'npx sequelize-cli db:migrate:undo --url "$DATABASE_URL"',
  },
  Kysely: { migrate: 'npx kysely migrate:latest', rollback: 'npx kysely migrate:down' },
  MikroORM: { migrate: 'npx mikro-orm migration:up', rollback: 'npx mikro-orm migration:down' },
  Drizzle: { migrate: 'npx drizzle-kit migrate' },
  'node-pg-migrate': { migrate: 'npx node-pg-migrate up', rollback: 'npx node-pg-migrate down' },
  Rails: { migrate: 'bin/rails db:migrate', rollback: 'bin/rails db:rollback' },
  Ecto: { migrate: 'mix ecto.migrate', rollback: 'mix ecto.rollback' },
  Laravel: {
    migrate: 'php artisan migrate --force',
    rollback: 'php artisan migrate:rollback --force --step=1',
  },
  Phinx: { migrate: 'vendor/bin/phinx migrate', rollback: 'vendor/bin/phinx rollback' },
  Doctrine: {
    migrate: 'bin/console doctrine:migrations:migrate --no-interaction',
    rollback: 'bin/console doctrine:migrations:migrate prev --no-interaction',
  },
  Django: {
    migrate: 'python manage.py migrate --no-input',
    rollback:
      'set -- $OPERATOR_NEW_MIGRATIONS; d=$(dirname "$1"); before=$(ls "$d" | grep "^[0-9]" | sort | grep -B1 "^$(basename "$1")$" | head -1); [ "$before" = "$(basename "$1")" ] && before=zero; python manage.py migrate "$(basename "$(dirname "$d")")" "${before%.py}"',
  },
  Alembic: { migrate: 'alembic upgrade head', rollback: 'alembic downgrade -1' },
  'Entity Framework': {
    migrate:
      'dotnet ef database update --connection "Host=$PGHOST;Port=$PGPORT;Username=$PGUSER;Password=$PGPASSWORD;Database=$PGDATABASE"',
  },
  'goose (Go)': { migrate: 'go run ./cmd/migrate up', rollback: 'go run ./cmd/migrate down' },
  'refinery (Rust)': { migrate: 'refinery migrate -e DATABASE_URL -p migrations' },
  Liquibase: {
    migrate:
      'liquibase update --url="jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" --username="$PGUSER" --password="$PGPASSWORD"',
    rollback:
      'liquibase rollback-count 1 --url="jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" --username="$PGUSER" --password="$PGPASSWORD"',
  },
  sqitch: {
    migrate: 'sqitch deploy "db:pg://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"',
    rollback: 'sqitch revert -y --to @HEAD^ "db:pg://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"',
  },
}

/** One sentence with the YAML to paste. */
export function adviseOwnCommand(tool: string): string {
  const known = advice[tool]
  const { migrate, rollback } = known ?? {
    migrate: '<what applies your migrations>',
    rollback: '<what takes the last one back>',
  }
  const lines = [
    `migrate-command: ${quote(migrate)}`,
    ...(rollback === undefined ? [] : [`rollback-command: ${quote(rollback)}`]),
  ]
  return `Install its packages in a step before, let it connect to DATABASE_URL, and give migration-guard \`with: { ${lines.join(', ')} }\`, so that the SQL it really sends is rehearsed.`
}

/** As YAML quotes what may hold colons, quotes and dollars. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
