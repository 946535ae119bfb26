import { readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { serverPid, withDataDir } from '../support/embedded.ts'

// From before the directory exists to after the server is up.
test.each([40, 90, 130, 170, 210, 260, 310, 370, 430, 500, 580, 660, 740, 850])(
  'killed %i ms into its first start, the broker starts the next time',
  async (ms) => {
    await withDataDir(async ({ dataDir, start }) => {
      const first = start()
      await delay(ms)
      await first.kill()
      const second = start()
      await second.up()
      expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
      await second.stop()
      expect(serverPid(dataDir)).toBeUndefined()
      expect(readdirSync(dataDir).toSorted()).toEqual([
        'brokers.lock',
        'door.lock',
        'password',
        'postgres',
        'postgres.log',
      ])
    })
  },
)
