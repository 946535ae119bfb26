import { BrokerCallError } from '@tallystick/client'
import { pages } from '@tallystick/client/wire'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { CatchBoundary, createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { ErrorState, Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { Answer } from './Answer.tsx'
import { QuestionForm } from './QuestionForm.tsx'

export const route = createLazyRoute(routePath(pages.matrix))({ component: Matrix })

function Matrix() {
  const search = route.useSearch()
  const key = JSON.stringify(search)
  return (
    <>
      <PageHeader title="Matrix">Which versions work together, and which results say so.</PageHeader>
      <QuestionForm key={key} search={search} />
      {search.q === undefined ? (
        <Message title="Ask what works together">
          <p>
            Choose an application and which of its versions. Alone, it is compared with what you choose below it, for
            example what is in an environment. With another application, the two are compared with each other: each
            contract of the one with each result of the other.
          </p>
        </Message>
      ) : (
        <QueryErrorResetBoundary>
          <CatchBoundary getResetKey={() => key} errorComponent={Refused}>
            <Suspense fallback={<Loading />}>
              <Answer search={search} />
            </Suspense>
          </CatchBoundary>
        </QueryErrorResetBoundary>
      )}
    </>
  )
}

/** What the broker has not heard of is the question's fault, and is said beside it. */
function Refused(props: Parameters<typeof ErrorState>[0]) {
  const { error } = props
  if (!(error instanceof BrokerCallError) || error.failure !== 'refused') return <ErrorState {...props} />
  return (
    <Message title="This cannot be answered" role="alert">
      <p>{error.message}</p>
    </Message>
  )
}
