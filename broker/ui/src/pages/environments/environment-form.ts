// What a form says of an environment. Of a contact only its name and its e-mail address are asked; what else was said of
// one stays.
import type { Environment, EnvironmentDetails } from '@tallystick/client/wire'
import { textIn } from '../../components/text-in.ts'

type Contacts = NonNullable<EnvironmentDetails['contacts']>
type Contact = Contacts[number]

const EMAIL = 'emailAddress'

export function emailOf({ details }: Contact): string | undefined {
  const value = details?.[EMAIL]
  return typeof value === 'string' ? value : undefined
}

/** What was said of a contact beside its e-mail address, as words. */
export function furtherDetailsOf({ details = {} }: Contact): readonly string[] {
  return Object.entries(details)
    .filter(([name]) => name !== EMAIL)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
}

function contactOf(name: string, email: string, known: Contact | undefined): Contact {
  const { [EMAIL]: _, ...others } = known?.details ?? {}
  const details = { ...others, ...(email === '' ? {} : { [EMAIL]: email }) }
  return Object.keys(details).length > 0 ? { name, details } : { name }
}

const textsOf = (form: FormData, name: string) =>
  form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''))

/** `places` tells which of the known contacts each row of the form is of. */
export function environmentIn(form: FormData, known?: Pick<Environment, 'contacts'>): EnvironmentDetails {
  const emails = textsOf(form, 'contactEmail')
  const places = textsOf(form, 'contactPlace')
  const contacts = textsOf(form, 'contactName').flatMap((name, row) => {
    const email = emails[row] ?? ''
    const place = places[row] ?? ''
    return name === '' && email === '' ? [] : [contactOf(name, email, known?.contacts?.[Number(place || -1)])]
  })
  return {
    name: textIn(form, 'name') ?? '',
    displayName: textIn(form, 'displayName'),
    production: form.get('production') === 'on',
    contacts,
  }
}
