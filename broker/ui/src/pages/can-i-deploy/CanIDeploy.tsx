import { pages } from '@tallystick/client/wire'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { AnswerBoundary } from '../../components/AnswerBoundary.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { useQuestion } from '../../components/use-question.ts'
import { routePath } from '../../paths.ts'
import { Answer } from './Answer.tsx'
import { QuestionForm } from './QuestionForm.tsx'
import { deploymentSearch, isWhole } from './search.ts'

export const route = createLazyRoute(routePath(pages.canIDeploy))({ component: CanIDeploy })

function CanIDeploy() {
  const search = route.useSearch()
  const question = useQuestion(deploymentSearch, search)
  return (
    <>
      <PageHeader title="Can I deploy?" actions={<Link to="/overrides">Overrides</Link>} />
      <QuestionForm key={question.key} search={search} onAsk={question.asks} />
      {isWhole(search) ? (
        <AnswerBoundary of={question.text}>
          <Answer question={search} />
        </AnswerBoundary>
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
