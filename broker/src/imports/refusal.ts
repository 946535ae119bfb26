/** Why a record cannot be taken; nothing of it is kept then. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

export const noSuchVersion = (application: string, version: string): Refusal =>
  new Refusal(`There is no version ${version} of ${application} here. Versions come before what is said of them.`)

export const noSuchPlace = (application: string, version: string, environment: string): Refusal =>
  new Refusal(`There is no version ${version} of ${application} here, or no environment ${environment}.`)

export const noSuchContract = (consumer: string, version: string, provider: string): Refusal =>
  new Refusal(`Version ${version} of ${consumer} has no contract with ${provider} here.`)

export const unreadable = (provider: string, reason: string): Refusal =>
  new Refusal(`The contract with ${provider} cannot be read: ${reason}`)
