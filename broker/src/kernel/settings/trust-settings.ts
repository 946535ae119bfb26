import { isIP } from 'node:net'
import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

const isHost = (word: string) => isIP(word.replaceAll(/^\[|\]$/g, '')) !== 0 || /^[\w.-]+$/.test(word)

const hosts = kind.list
  .refine((words) => words.every(isHost), 'must be hosts separated by spaces, like gitlab.example.internal')
  .transform((words): readonly string[] => words.map((word) => word.toLowerCase()))

export const trustSettings = {
  privateIssuers: setting(hosts, '', {
    name: 'PRIVATE_ISSUERS',
    says: 'The hosts of issuers at private addresses that trust rules may name, such as a GitLab of your own (docs/accounts.md). Issuers at public addresses need no mention.',
    inPactBroker: false,
  }),
}
