// A process of its own that migrates a database, for tests of several at once: URL and folder are its arguments.

import { openDatabase } from '../../src/kernel/database.ts'
import { migrate } from '../../src/kernel/migrate.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const db = await openDatabase<object>({ url, applicationName: 'tallystick-test' })
const log = { info: (_: object, message: string) => void process.stdout.write(`${message}\n`) }
await migrate(db, { folder, log }).finally(() => db.destroy())
