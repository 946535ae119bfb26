// A shop, its stock and its orders over some weeks: branches, environments, failures, and contracts that stay the same.

import type { TestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

export async function tellOfShop(broker: TestBroker): Promise<VerificationWorld> {
  const world = new VerificationWorld(broker)
  for (const name of ['shop', 'stock', 'orders']) {
    await broker.put(`/pacticipants/${name}`, { name, mainBranch: 'main' })
  }
  const test = await world.environment('test')
  const production = await world.environment('production', true)
  const stock = (content: string) => ({ consumer: 'shop', provider: 'stock', content })

  await world.published('shop', '1.0.0', { for: 'stock', content: 'a', branch: 'main' })
  await world.verified(stock('a'), '40', { branch: 'main' })
  await world.verified(stock('a'), '41', { branch: 'main', success: false })
  await world.verified(stock('a'), '42', { branch: 'main' })
  await world.published('shop', '1.1.0', { for: 'stock', content: 'a', branch: 'main' })
  await world.published('shop', '1.2.0-feat', { for: 'stock', content: 'b', branch: 'feat/reserve-when-paid' })
  await world.verified(stock('b'), '42', { branch: 'main', success: false })
  await world.verified(stock('b'), '43', { branch: 'feat/reservations' })
  await world.published('shop', '1.2.0', { for: 'stock', content: 'c', branch: 'main' })
  await world.placed('stock', '44', { branch: 'main' })
  await world.deployed('shop', '1.0.0', { environment: production })
  await world.deployed('shop', '1.1.0', { environment: test })
  await world.deployed('stock', '40', { environment: production })
  await world.deployed('stock', '42', { environment: test })

  await world.placed('orders', '7', { branch: 'main' })
  await world.published('shop', '1.2.0', { for: 'orders', content: 'first', branch: 'main' })
  return world
}
