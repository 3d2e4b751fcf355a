import { generateKeyPairSync } from 'node:crypto'

/** A private key that nobody uses: made here, so that no file of ours holds one. */
export function makePrivateKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

/** A schema that works, and its history so far. */
export const soundMigrations = {
  'migrations/000001_init.up.sql': 'CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);\n',
  'migrations/000001_init.down.sql': 'DROP TABLE customers;\n',
}

/** Fails whenever it is run. */
export const brokenMigration = {
  'migrations/000002_broken.up.sql': 'ALTER TABLE customers ADD COLUMN age int; SELECT 1/0;\n',
  'migrations/000002_broken.down.sql': 'ALTER TABLE customers DROP COLUMN age;\n',
}
