import type { Environment } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { emailOf, furtherDetailsOf } from './environment-form.ts'
import css from './Facts.module.css'

type Contact = NonNullable<Environment['contacts']>[number]

function ContactOf({ contact }: { readonly contact: Contact }) {
  const email = emailOf(contact)
  const further = furtherDetailsOf(contact)
  return (
    <>
      {contact.name}
      {email && (
        <>
          {' '}
          <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
      {further.map((detail) => (
        <span key={detail}> · {detail}</span>
      ))}
    </>
  )
}

/** What is said of an environment. */
export function Facts({
  environment: { name, displayName, production, contacts = [] },
}: {
  readonly environment: Environment
}) {
  return (
    <ul className={css.facts}>
      <li>{production ? 'A production environment' : 'Not a production environment'}</li>
      {name !== displayName && (
        <li>
          Pipelines name it <code>{name}</code>
        </li>
      )}
      <li>
        <Link to="/overrides" search={{ environment: name }}>
          Overrides
        </Link>
      </li>
      {contacts.map((contact) => (
        <li key={`${contact.name} ${emailOf(contact)}`}>
          Contact: <ContactOf contact={contact} />
        </li>
      ))}
    </ul>
  )
}
