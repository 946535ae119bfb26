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
import { isWhole } from './search.ts'

export const route = createLazyRoute(routePath(pages.canIDeploy))({ component: CanIDeploy })

function CanIDeploy() {
  const search = route.useSearch()
  const key = JSON.stringify(search)
  return (
    <>
      <PageHeader title="Can I deploy?" />
      <QuestionForm key={key} search={search} />
      {isWhole(search) ? (
        <QueryErrorResetBoundary>
          <CatchBoundary getResetKey={() => key} errorComponent={Refused}>
            <Suspense fallback={<Loading />}>
              <Answer question={search} />
            </Suspense>
          </CatchBoundary>
        </QueryErrorResetBoundary>
      ) : (
        <Message title="Ask before you deploy">
          <p>
            Choose an application, which of its versions, and where it is to go. The answer says whether all that it
            works with there still fits, and what to do where it does not.
          </p>
        </Message>
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
