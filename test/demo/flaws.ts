import { type Random, seededRandom } from '../../packages/secrets/random.ts'
import { secretRules } from '../../packages/secrets/rules/index.ts'
import { type Endpoint, endpoints } from './shop.ts'

/** A migration that must not ship: what is written into the change's up and down files. */
export interface MigrationFlaw {
  readonly name: string
  readonly up: string
  /** Undefined when the change brings no way back. */
  readonly down: string | undefined
}

/** What a seed chooses. */
export interface Plan {
  readonly seed: number
  readonly credential: { readonly format: string; readonly value: string }
  readonly migration: MigrationFlaw
  /** The endpoint that starts to fail when the new version has been live for a while. */
  readonly failing: Endpoint
}

const addPoints = 'ALTER TABLE customers ADD COLUMN points integer NOT NULL DEFAULT 0;\n'
const dropPoints = 'ALTER TABLE customers DROP COLUMN points;\n'

/** The migration that ships in the end. */
export const soundMigration = { up: addPoints, down: dropPoints }

const migrationFlaws: readonly MigrationFlaw[] = [
  {
    name: 'does not apply',
    up: `${addPoints}UPDATE customers SET points = (SELECT sum(amount) FROM orders WHERE customer_id = customers.id);\n`,
    down: dropPoints,
  },
  { name: 'has no way back', up: addPoints, down: undefined },
  {
    name: 'leaves something behind on its way back',
    up: `${addPoints}CREATE INDEX orders_by_customer ON orders (customer_id);\n`,
    down: dropPoints,
  },
  {
    name: 'loses data',
    up: `${addPoints}ALTER TABLE orders DROP COLUMN note;\n`,
    down: `${dropPoints}ALTER TABLE orders ADD COLUMN note text;\n`,
  },
  {
    name: 'fails where there are rows',
    up: 'ALTER TABLE customers ADD COLUMN points integer NOT NULL;\n',
    down: dropPoints,
  },
]

/** Formats that people leak; every one is known to its provider by a prefix or a checksum. */
const credentialFormats = [
  'github-personal-access-token',
  'stripe-secret-key',
  'npm-access-token',
  'slack-token',
  'sendgrid-api-key',
  'openai-api-key',
  'anthropic-api-key',
  'gitlab-routable-token',
  'google-api-key',
  'shopify-access-token',
  'digitalocean-token',
  'huggingface-token',
] as const

/** The same seed makes the same story. The credential is made here, so that none stands in a file. */
export function planStory(seed: number): Plan {
  const random = seededRandom(seed)
  const format = pick(random, credentialFormats)
  const rule = secretRules.find(({ id }) => id === format)
  if (rule === undefined) throw new Error(`There is no secret rule ${format}.`)
  return {
    seed,
    migration: pick(random, migrationFlaws),
    failing: pick(random, endpoints),
    credential: { format, value: rule.sample(random) },
  }
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random.integer(items.length)]
  if (item === undefined) throw new Error('There is nothing to choose from.')
  return item
}
