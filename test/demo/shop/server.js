import { createServer } from 'node:http'
import { account } from './endpoints/account.js'
import { cart } from './endpoints/cart.js'
import { orders } from './endpoints/orders.js'
import { products } from './endpoints/products.js'

const routes = {
  '/': async () => ({ shop: 'open' }),
  '/version': async () => ({ sha: process.env.COMMIT_SHA }),
  '/api/account': account,
  '/api/cart': cart,
  '/api/orders': orders,
  '/api/products': products,
}

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const route = routes[new URL(request.url, 'http://shop').pathname]
  if (route === undefined) return answer(404, { error: 'not found' })
  try {
    answer(200, await route(request))
  } catch (error) {
    answer(500, { error: error.message })
  }
})

server.listen(process.env.PORT, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
