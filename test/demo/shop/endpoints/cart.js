import { openPool } from '../pool.js'

const pool = openPool('cart')

export async function cart() {
  const connection = await pool.acquire()
  try {
    return await connection.read()
  } finally {
    pool.release(connection)
  }
}
