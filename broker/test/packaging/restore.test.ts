// A backup of the database that the broker starts itself: docs/operations.md.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withDataDir } from '../support/embedded.ts'

test('a copy of the data directory, made while the broker is down, holds all that it held', async () => {
  await withDataDir(async ({ dataDir, start }) => {
    const broker = start({ below: 'data' })
    await broker.up()
    await broker.query("create table kept as select 'this' as what")
    await broker.stop()
    execFileSync('cp', ['-a', join(dataDir, 'data'), join(dataDir, 'copy')])

    const again = start({ below: 'data' })
    await again.up()
    await again.query("insert into kept values ('that')")
    await again.stop()

    const restored = start({ below: 'copy' })
    await restored.up()
    expect(await restored.query('select what from kept')).toEqual([{ what: 'this' }])
    await restored.stop()
  })
})
