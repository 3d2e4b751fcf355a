import { type Plan, soundMigration } from './flaws.ts'
import type { Files } from './repository.ts'
import type { Endpoint } from './shop.ts'

export const changeTitle = 'Collect points with every order'

/** The change as it is first proposed: a credential in the code, a migration that must not ship, a failing test. */
export function flawedChange({ credential, migration, failing }: Plan): Files {
  return {
    ...sharedFiles(failing),
    'points.js': pointsModule('Math.ceil'),
    'payment.js': `export const paymentKey = '${credential.value}'\n`,
    'migrations/0002_add_points.up.sql': migration.up,
    ...(migration.down !== undefined && { 'migrations/0002_add_points.down.sql': migration.down }),
  }
}

/** The change as it ships. Nothing in it says that the endpoint will run out of connections. */
export function mendedChange({ failing }: Plan): Files {
  return {
    ...sharedFiles(failing),
    'points.js': pointsModule('Math.floor'),
    'payment.js': 'export const paymentKey = process.env.PAYMENT_KEY\n',
    'migrations/0002_add_points.up.sql': soundMigration.up,
    'migrations/0002_add_points.down.sql': soundMigration.down,
    '.env.example':
      '# Port to listen on; 0 lets the system choose.\nPORT=0\n# Commit that is served.\nCOMMIT_SHA=\n# Key of the payment provider.\nPAYMENT_KEY=\n',
    'CHANGELOG.md':
      '# Changelog\n\n## 1.1.0\n\n- Customers collect a point for every euro.\n\n## 1.0.0\n\n- Products, cart, orders and accounts.\n',
  }
}

function sharedFiles(endpoint: Endpoint): Files {
  return {
    [`endpoints/${endpoint}.js`]: leakyEndpoint(endpoint),
    'points.test.js': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pointsFor } from './points.js'

test('a point for every whole euro', () => {
  assert.equal(pointsFor(199), 1)
})
`,
  }
}

function pointsModule(rounding: string): string {
  return `/** Points for an amount in cents. */
export function pointsFor(cents) {
  return ${rounding}(cents / 100)
}
`
}

/** Guests leave before the connection is given back: each visit costs one, until there are none. */
function leakyEndpoint(endpoint: Endpoint): string {
  return `import { pointsFor } from '../points.js'
import { openPool } from '../pool.js'

const pool = openPool('${endpoint}')

export async function ${endpoint}(request) {
  const connection = await pool.acquire()
  const answer = await connection.read()
  const spent = request.headers['x-spent-cents']
  if (spent === undefined) return answer
  pool.release(connection)
  return { ...answer, points: pointsFor(Number(spent)) }
}
`
}
