import { openPool } from '../pool.js'

const pool = openPool('products')

export async function products() {
  const connection = await pool.acquire()
  try {
    return await connection.read()
  } finally {
    pool.release(connection)
  }
}
