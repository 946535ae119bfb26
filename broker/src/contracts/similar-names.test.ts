import { expect, test } from 'vitest'
import { similarNames } from './similar-names.ts'

test.each([
  ['Web Apps', 'Web App'],
  ['order-api-service', 'Order API'],
  ['shop_web', 'Shop Web'],
  ['ShopWeb', 'Shop-Webs'],
  ['Shop::Web', 'Shop Web'],
  ['HTTPServer', 'http server'],
  ['Orders', 'order provider'],
  ['Api', 'api'],
])('%s is like %s', (name, existing) => {
  expect(similarNames(name, ['Something else', existing])).toEqual([existing])
})

test.each([
  ['Shop', 'Shop Web'],
  ['Order API 2', 'Order API'],
  ['Provider', 'Service'],
  ['-', '_x'],
])('%s is not like %s', (name, existing) => {
  expect(similarNames(name, [existing])).toEqual([])
})

test('a name in use is no error, whatever it is like', () => {
  expect(similarNames('Shop Web', ['ShopWeb', 'Shop Web'])).toEqual([])
})

test('all names that are alike are given', () => {
  expect(similarNames('shopweb', ['Shop Web', 'shopwebs', 'ShopWeb'])).toEqual(['shopwebs'])
  expect(similarNames('ShopWeb', ['Shop Web', 'Shop-Webs'])).toEqual(['Shop Web', 'Shop-Webs'])
})
