import { type RawBuilder, sql } from 'kysely'

// Found once, before the statement around them: whatever the planner expects, it then steps down an index from there.

export function pacticipantIdOf(pacticipant: string): RawBuilder<number> {
  return sql`(select pacticipants.id from pacticipants where pacticipants.name = ${pacticipant})`
}

export function versionIdOf(address: { readonly pacticipant: string; readonly number: string }): RawBuilder<number> {
  return sql`(
    select versions.id from versions
    where versions.pacticipant_id = ${pacticipantIdOf(address.pacticipant)} and versions.number = ${address.number})`
}

export function branchIdOf(address: { readonly pacticipant: string; readonly branch: string }): RawBuilder<number> {
  return sql`(
    select branches.id from branches
    where branches.pacticipant_id = ${pacticipantIdOf(address.pacticipant)} and branches.name = ${address.branch})`
}
