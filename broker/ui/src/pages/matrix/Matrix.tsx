import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { AnswerBoundary } from '../../components/AnswerBoundary.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { useQuestion } from '../../components/use-question.ts'
import { routePath } from '../../paths.ts'
import { Answer } from './Answer.tsx'
import { QuestionForm } from './QuestionForm.tsx'
import { matrixSearch } from './search.ts'

export const route = createLazyRoute(routePath(pages.matrix))({ component: Matrix })

function Matrix() {
  const search = route.useSearch()
  const question = useQuestion(matrixSearch, search)
  return (
    <>
      <PageHeader title="Matrix">Which versions work together, and which results say so.</PageHeader>
      <QuestionForm key={question.key} search={search} onAsk={question.asks} />
      {search.q === undefined ? (
        <Message title="Ask what works together">
          <p>
            Choose an application and which of its versions. Alone, it is compared with what you choose below it, for
            example what is in an environment. With another application, the two are compared with each other: each
            contract of the one with each result of the other.
          </p>
        </Message>
      ) : (
        <AnswerBoundary of={question.text}>
          <Answer search={search} />
        </AnswerBoundary>
      )}
    </>
  )
}
