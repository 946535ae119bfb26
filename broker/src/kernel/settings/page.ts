/** The page of the documentation that lists every setting, made from their rows. */
import type { z } from 'zod'
import { type DescribedSetting, settingRows } from './kinds.ts'
import { ignoredSettings } from './ignored-settings.ts'
import { settingGroups } from './settings.ts'

const introduction = `# Configuration

The broker reads its settings once, when it starts: from its flags, from variables named \`TALLYSTICK_…\`, and, where the
Pact Broker has the same setting, from \`PACT_BROKER_…\`. A flag wins over \`TALLYSTICK_…\`, and that over \`PACT_BROKER_…\`.
An empty variable counts as not set. A wrong value stops the start, with a message that names it.

Yes or no is written \`true\` or \`false\`; lists are separated by spaces. A file named by \`PACT_BROKER_CONF\` is not read:
the broker then refuses to start, since it might hold what protects it.

This page is made from the code by \`npx vitest run broker/src/kernel/settings -u\`.`

const access = `On an address that only this machine reaches, everybody may do everything as long as nothing else is set. Where others
reach the port, the broker starts only when it was told who may do what: \`TALLYSTICK_ACCESS\`, an
identity provider, a user or a token. A wrong or missing credential is answered with 401, one that may not do what it asks for with
403.`

function flagOf({ flag }: DescribedSetting): string {
  return flag === undefined ? '' : `<br>\`--${flag}\``
}

function line(row: DescribedSetting): string {
  const value = row.default === '' ? '' : `\`${row.default}\``
  return `| \`TALLYSTICK_${row.name}\`${flagOf(row)} | ${value} | ${row.says} | ${row.inPactBroker ? 'yes' : ''} |`
}

function table(settings: z.core.$ZodShape): string {
  const rows = Object.values(settings).flatMap((schema) => settingRows.get(schema) ?? [])
  return ['| setting | default | | in the Pact Broker |', '|---|---|---|---|', ...rows.map(line)].join('\n')
}

export function settingsPage(): string {
  const groups = settingGroups.map(({ title, settings }) =>
    [`## ${title}`, ...(title === 'Access' ? [access] : []), table(settings)].join('\n\n'),
  )
  const ignored = Object.entries(ignoredSettings).map(([name, reason]) => `| \`${name}\` | ${reason} |`)
  return `${[
    introduction,
    ...groups,
    '## Accepted, without effect',
    'The Pact Broker has these too. The broker says once, when it starts, which of them were set.',
    ['| setting | why |', '|---|---|', ...ignored].join('\n'),
  ].join('\n\n')}\n`
}
