/**
 * Whose events a webhook is for, in words: `shop on branch main`, `consumers labeled checkout`, `any provider`.
 */
import type { Webhook } from '@tallystick/client/wire'

type Scope = NonNullable<Webhook['consumer']>

export function scopeWords(role: 'consumer' | 'provider', scope: Scope = {}): string {
  const { name, label, branch, mainBranch } = scope
  const who = name ?? (label === undefined ? `any ${role}` : `${role}s labeled ${label}`)
  if (branch !== undefined) return `${who} on branch ${branch}`
  return mainBranch ? `${who} on the main branch` : who
}
