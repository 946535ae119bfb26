import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verify } from '../../src/provider/index.ts'
import { contract, http } from './contracts.ts'

test('a folder is read with the folders in it, but not with those whose names begin with a dot', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'))
  for (const name of ['.notes', 'web']) await mkdir(join(folder, name))
  await writeFile(join(folder, '.notes', 'origins.json'), '{"files":[]}')
  await writeFile(join(folder, 'web', 'shop-stock.json'), JSON.stringify(contract([http()])))
  const app = () => new Response('')
  const { success, results } = await verify({ provider: 'stock', app, contracts: folder, publish: false })
  expect([success, results.length]).toEqual([true, 1])
  await rm(folder, { recursive: true })
})
