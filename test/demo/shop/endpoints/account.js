import { openPool } from '../pool.js'

const pool = openPool('account')

export async function account() {
  const connection = await pool.acquire()
  try {
    return await connection.read()
  } finally {
    pool.release(connection)
  }
}
