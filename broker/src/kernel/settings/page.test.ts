import { expect, test } from 'vitest'
import { settingsPage } from './page.ts'

test('docs/configuration.md lists the settings as they are', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../../../docs/configuration.md')
})
