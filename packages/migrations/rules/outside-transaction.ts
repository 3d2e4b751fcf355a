/** How each tool is told to run one statement without a transaction around it. */
const ways: Readonly<Record<string, string>> = {
  diesel: 'a migration whose metadata.toml says run_in_transaction = false',
  dbmate: 'a migration that begins with -- migrate:up transaction:false',
  goose: 'a migration that begins with -- +goose NO TRANSACTION',
  'sql-migrate': 'a migration with -- +migrate Up notransaction',
  sqlx: 'a migration whose first line is -- no-transaction',
  Atlas: 'a migration that begins with -- atlas:txmode none',
  'golang-migrate': 'a migration that holds nothing else',
  Hasura: 'a migration that holds nothing else',
  Prisma: 'a migration that holds nothing else',
  'plain SQL': 'a file that holds nothing else',
}

export function outsideTransaction(tool: string): string {
  const way = ways[tool]
  return way === undefined
    ? `Run it by hand outside ${tool}, which has a transaction around every migration, or drop CONCURRENTLY.`
    : `Put it alone into ${way}.`
}
