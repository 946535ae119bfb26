import { type Person, pages } from '@tallystick/client/wire'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Failure } from '../../components/Problems.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Section } from '../../components/Section.tsx'
import { Message } from '../../components/states.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { AccountsHeader } from './AccountsHeader.tsx'
import { NewPerson, type SentLink, SignInLinkDialog } from './SignInLinks.tsx'
import { peopleQuery } from './queries.ts'
import css from './accounts.module.css'

export const route = createLazyRoute(routePath(pages.people))({ component: People })

interface RowProps {
  readonly person: Person
  readonly refusal: string | undefined
  readonly onLink: (link: SentLink) => void
}

function Name({ person: { name, email, administrator, disabled } }: { readonly person: Person }) {
  return (
    <>
      <span className={table.name}>{name}</span>
      {administrator && <span className={table.block}>Administrator</span>}
      {disabled && <span className={table.block}>May not sign in</span>}
      {email !== null && email !== name && <span className={table.block}>{email}</span>}
    </>
  )
}

function Actions({ person, refusal, onLink }: RowProps) {
  const change = useChange((changes: { administrator?: boolean; disabled?: boolean }) =>
    broker.changePerson(person.uuid, changes),
  )
  const link = useMutation({
    mutationFn: () => broker.createSignInLink(person.uuid),
    onSuccess: (made) => onLink({ name: person.name, ...made }),
  })
  const { name, administrator, disabled, signsIn } = person
  const error = change.error ?? link.error
  const shared = { look: 'quiet', refusal, isPending: change.isPending || link.isPending } as const
  return (
    <>
      <span className={css.row}>
        <Button
          {...shared}
          aria-label={`${administrator ? 'Administrator no more' : 'Make administrator'}: ${name}`}
          onPress={() => change.mutate({ administrator: !administrator })}
        >
          {administrator ? 'Administrator no more' : 'Make administrator'}
        </Button>
        <Button
          {...shared}
          aria-label={`${disabled ? 'Let in again' : 'Keep out'}: ${name}`}
          onPress={() => change.mutate({ disabled: !disabled })}
        >
          {disabled ? 'Let in again' : 'Keep out'}
        </Button>
        {signsIn === 'link' && !disabled && (
          <Button {...shared} aria-label={`New link: ${name}`} onPress={() => link.mutate()}>
            New link
          </Button>
        )}
      </span>
      <Failure error={error} />
    </>
  )
}

function Row(props: RowProps) {
  const { person } = props
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Name person={person} />
      </th>
      <td role="cell" data-name="Teams">
        {person.teams.map(({ uuid, name, role }) => (
          <span key={uuid} className={css.line}>
            <Link to="/teams/$team" params={{ team: uuid }}>
              {name}
            </Link>{' '}
            <span className={css.soft}>{role}</span>
          </span>
        ))}
        {person.teams.length === 0 && <span className={css.soft}>None</span>}
      </td>
      <td role="cell" data-name="Signs in">
        {person.signsIn === 'provider' ? 'With the provider' : 'By a link'}
      </td>
      <td role="cell" data-name="Last seen">
        {person.lastSeenAt === null ? <span className={css.soft}>Never</span> : <Time at={person.lastSeenAt} />}
      </td>
      <td role="cell" className={table.action}>
        <Actions {...props} />
      </td>
    </tr>
  )
}

function List({ onLink }: Pick<RowProps, 'onLink'>) {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(peopleQuery(search))
  const refusal = useMay('administer', 'everything')
  const navigate = useNavigate()
  const find = (q: string | undefined) => void navigate({ to: '/people', search: { q }, replace: true })
  const { people } = data._embedded
  return (
    <>
      <div className={css.fields}>
        <SearchField label="Person" value={search.q} placeholder="Name or e-mail address" onSearch={find} />
      </div>
      {people.length === 0 ? (
        <Message title={search.q === undefined ? 'Nobody has signed in yet' : 'Nobody is called so'} role="status">
          <p>People are listed here from when they first sign in, or when a link is made for them.</p>
        </Message>
      ) : (
        <table role="table" className={table.table}>
          <caption className="visually-hidden">People</caption>
          <TableHead names={['Person', 'Teams', 'Signs in', 'Last seen', 'Change']} />
          <tbody role="rowgroup">
            {people.map((person) => (
              <Row key={person.uuid} person={person} refusal={refusal} onLink={onLink} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        page={data.page}
        of="people"
        link={(page, text) => (
          <Link to="/people" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}

/** Who is known to the broker: administrators let people in, and keep them out. */
function People() {
  const [isCreating, setCreating] = useState(false)
  const [link, setLink] = useState<SentLink>()
  const refusal = useMay('administer', 'everything')
  return (
    <>
      <AccountsHeader part="People" />
      <Section
        title="People"
        actions={
          <Button refusal={refusal} onPress={() => setCreating(true)}>
            <Plus size={16} aria-hidden /> New person
          </Button>
        }
      >
        <Suspense fallback={<Loading />}>
          <List onLink={setLink} />
        </Suspense>
      </Section>
      {isCreating && (
        <NewPerson
          onCreated={(made) => {
            setCreating(false)
            setLink(made)
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {link && <SignInLinkDialog link={link} onClose={() => setLink(undefined)} />}
    </>
  )
}
