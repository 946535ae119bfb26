import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { currentContent, generatedFrom, writeGenerated } from '../support/generated.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('has its golden dump and its types written from the migrations (npm run db:types)', async () => {
  const files = await generatedFrom(database.url)
  if (process.env['UPDATE_GENERATED'] === 'true') await writeGenerated(files)
  for (const { file, content } of files) expect(await currentContent(file), file.pathname).toBe(content)
})
