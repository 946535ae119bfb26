import { expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'

test('the list of routes is as it was: what is added or taken away shows in golden/routes.txt', async () => {
  const lines = endpoints.map(({ method, path, access }) => `${path} ${method} ${access}`)
  await expect(`${lines.toSorted().join('\n')}\n`).toMatchFileSnapshot('../golden/routes.txt')
})

test('no method of an address is answered twice', () => {
  const addresses = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
})

test('an address has one template, so that all its methods are found', () => {
  const templates = [...new Set(endpoints.map(({ path }) => path))]
  const shapes = templates.map((path) => path.replaceAll(/\{\w+\}/g, '{}'))
  expect(templates.filter((_, index) => shapes.indexOf(shapes[index] ?? '') !== index)).toEqual([])
})
