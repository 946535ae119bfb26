import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { ResultView } from './ResultView.tsx'
import { type ResultAddress, resultQuery } from './queries.ts'

export const route = createLazyRoute(routePath(pages.verificationResult))({ component: Result })

function NoResult({ address: { number, ...content } }: { readonly address: ResultAddress }) {
  return (
    <>
      <PageHeader title={`Verification result ${number}`} />
      <Message
        title="There is no such result"
        actions={
          <Link to={routePath(pages.contractContent)} params={content} search={{ view: 'results' }}>
            All results of the contract
          </Link>
        }
      >
        <p>It has been deleted, or the address is mistyped.</p>
      </Message>
    </>
  )
}

function Result() {
  const address = route.useParams()
  const { data } = useSuspenseQuery(resultQuery(address))
  return data ? <ResultView address={address} result={data} /> : <NoResult address={address} />
}
