import type { Team } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Section } from '../../components/Section.tsx'
import { useMay } from '../../data/use-may.ts'
import { NewToken } from '../tokens/NewToken.tsx'
import { TokenTable } from '../tokens/TokenTable.tsx'
import { tokensOfTeamQuery } from './queries.ts'
import css from './accounts.module.css'

/** The tokens by which pipelines change what is the team's, as far as whoever looks may revoke them. */
export function TeamTokens({ team }: { readonly team: Team }) {
  const { data } = useQuery(tokensOfTeamQuery(team.uuid))
  const [isCreating, setCreating] = useState(false)
  const refusal = useMay('administer', { team: team.uuid })
  const tokens = data?._embedded.tokens ?? []
  return (
    <Section
      title="Tokens"
      actions={
        <Button refusal={refusal} onPress={() => setCreating(true)}>
          <Plus size={16} aria-hidden /> New token
        </Button>
      }
    >
      {tokens.length > 0 ? (
        <TokenTable tokens={tokens} label={`Tokens that reach ${team.name}`} />
      ) : (
        <p className={css.soft}>
          {refusal === undefined
            ? 'No token reaches what belongs to this team.'
            : 'Its maintainers see the tokens that reach what belongs to this team.'}
        </p>
      )}
      {data && data.page.totalElements > tokens.length && (
        <p>
          <Link to="/tokens">All {data.page.totalElements} tokens</Link>
        </p>
      )}
      {isCreating && <NewToken team={team.name} onClose={() => setCreating(false)} />}
    </Section>
  )
}
