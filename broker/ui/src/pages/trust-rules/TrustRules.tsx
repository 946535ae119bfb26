import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Section } from '../../components/Section.tsx'
import { Message } from '../../components/states.tsx'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { AccountsHeader } from '../accounts/AccountsHeader.tsx'
import { trustRulesQuery } from './queries.ts'
import type { TrustRulesSearch } from './search.ts'
import { TrustRuleDialog } from './TrustRuleDialog.tsx'
import { TrustRuleTable } from './TrustRuleTable.tsx'
import { TryDialog } from './TryDialog.tsx'
import css from './trust-rules.module.css'

export const route = createLazyRoute(routePath(pages.trustRules))({ component: TrustRules })

function List({ search }: { readonly search: TrustRulesSearch }) {
  const { data } = useSuspenseQuery(trustRulesQuery(search))
  const { trustRules } = data._embedded
  return (
    <>
      {trustRules.length > 0 ? (
        <TrustRuleTable rules={trustRules} />
      ) : (
        <Message title="No build is trusted yet">
          <p>
            A rule says of which repository and branch a build has to be, and what it may do then: it needs no token.
          </p>
        </Message>
      )}
      <Pager
        page={data.page}
        of="rules"
        link={(page, text) => (
          <Link to="/trust-rules" search={{ page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}

function TrustRules() {
  const search = route.useSearch()
  const [open, setOpen] = useState<'new' | 'try'>()
  const refusal = useMay('administer', 'something')
  const close = () => setOpen(undefined)
  return (
    <>
      <AccountsHeader part="Trust rules" />
      <Section
        title="Builds that need no stored secret"
        actions={
          <div className={css.buttons}>
            <Button onPress={() => setOpen('try')}>Try claims</Button>
            <Button refusal={refusal} onPress={() => setOpen('new')}>
              <Plus size={16} aria-hidden /> New rule
            </Button>
          </div>
        }
      >
        <p className={css.lead}>
          GitHub Actions, GitLab and others sign for each build of which repository and branch it is. These rules say
          which of them are let in.
        </p>
        <Suspense fallback={<Loading />}>
          <List search={search} />
        </Suspense>
      </Section>
      {open === 'new' && <TrustRuleDialog onClose={close} />}
      {open === 'try' && <TryDialog onClose={close} />}
    </>
  )
}
