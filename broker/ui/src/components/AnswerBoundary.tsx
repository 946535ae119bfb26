import { BrokerCallError } from '@tallystick/client'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { CatchBoundary } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { Loading } from './Loading.tsx'
import { ErrorState, Message } from './states.tsx'

/** What the broker has not heard of is the question's fault, and is said beside it. */
function Refused(props: Parameters<typeof ErrorState>[0]) {
  const { error } = props
  const isAnswer = error instanceof BrokerCallError && error.failure === 'refused' && error.status !== 401
  if (!isAnswer) return <ErrorState {...props} />
  return (
    <Message title="This cannot be answered" role="alert">
      <p>{error.message}</p>
    </Message>
  )
}

/** The answer to a question that people put together: below it, whatever comes of it. `of` is the question. */
export function AnswerBoundary({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return (
    <QueryErrorResetBoundary>
      <CatchBoundary getResetKey={() => of} errorComponent={Refused}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </CatchBoundary>
    </QueryErrorResetBoundary>
  )
}
