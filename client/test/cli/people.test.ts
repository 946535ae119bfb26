import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signedUp } from '../../../broker/test/support/people.ts'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'

vi.setConfig({ testTimeout: 60_000 })

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
const LINK = /^http:\S+\/sign-in#link=\S+$/m
let here: TallyBroker
const tally = (...args: readonly string[]) => here.tally(...args)

beforeAll(async () => {
  here = await startTallyBroker()
})
afterAll(() => here.stop())

test('people are let in by a link that is shown once, and by another', async () => {
  const created = await tally('create-person', '--name', 'Grace', '--email', 'grace@example.org', '--administrator')
  const [uuid = ''] = UUID.exec(created.stdout) ?? []
  expect(created.stdout).toMatch(
    /^Grace may sign in \(\S+\)\.\n\nTheir link, good for once until \S+, .*:\nhttp:\S+\n$/,
  )
  const [url = ''] = LINK.exec(created.stdout) ?? []
  const renewed = await tally('create-sign-in-link', '--person', uuid)
  const [another = ''] = LINK.exec(renewed.stdout) ?? []
  const signIn = async (link: string) => here.broker.signInByLink({ secret: link.split('=')[1] ?? '' })
  await expect(signIn(url)).rejects.toThrow('was replaced')
  expect((await signIn(another)).person).toEqual({ uuid, name: 'Grace' })
  const listed = await tally('list-people', '-q', 'grace@')
  expect(listed.stdout).toMatch(/^Grace +grace@example.org +yes +by a link +never +\S+$/m)
  expect(listed.stdout).not.toContain('#link')
})

test('people are listed with their teams, and how they sign in', async () => {
  await signedUp(here.server.db, { name: 'Barbara', teams: { Orders: 'viewer', Checkout: 'maintainer' } })
  expect((await tally('list-people', '-q', 'barbara')).stdout).toMatch(
    /^Barbara +barbara@example.org +no +Checkout \(maintainer\), Orders \(viewer\) +with the provider +never +\S+$/m,
  )
  expect((await tally('list-people', '-q', 'nobody')).stdout).toBe('There is no such person.\n')
})

test('people become administrators or none, are kept out and let in', async () => {
  const { uuid } = await signedUp(here.server.db, { name: 'Edsger' })
  const update = (...flags: readonly string[]) => tally('update-person', '--person', uuid, ...flags)
  expect((await update('--administrator')).stdout).toBe('Edsger is an administrator.\n')
  expect((await update('--no-administrator', '--disabled')).stdout).toBe(
    'Edsger is not an administrator.\nEdsger may not sign in, and their tokens count for nothing.\n',
  )
  expect((await tally('list-people', '-q', 'edsger')).stdout).toMatch(/ no +not any more +never /)
  expect((await update('--no-disabled')).stdout).toBe('Edsger may sign in.\n')
  expect(await update()).toMatchObject({ code: 2, stderr: expect.stringContaining('Say what is to change') })
  expect(await tally('create-sign-in-link', '--person', uuid)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('needs no link'),
  })
})

test('everybody is listed, however many they are', async () => {
  await sql`
    insert into people (uuid, issuer, subject, name)
    select gen_random_uuid(), 'https://id.example.org', number::text, 'Crowd ' || number
    from generate_series(1, 1001) as number`.execute(here.server.db)
  const listed = await tally('list-people', '-q', 'crowd', '-o', 'id')
  expect(new Set(listed.stdout.trim().split('\n')).size).toBe(1001)
  const { page, _embedded } = JSON.parse((await tally('list-people', '-q', 'crowd', '-o', 'json')).stdout)
  expect(page).toEqual({ number: 1, size: 1001, totalElements: 1001, totalPages: 1 })
  expect(_embedded.people).toHaveLength(1001)
})
