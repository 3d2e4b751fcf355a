import { openPool } from '../pool.js'

const pool = openPool('orders')

export async function orders() {
  const connection = await pool.acquire()
  try {
    return await connection.read()
  } finally {
    pool.release(connection)
  }
}
