import { pages } from '@tallystick/client/wire'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { AnswerBoundary } from '../../components/AnswerBoundary.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
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
      <PageHeader title="Can I deploy?" actions={<Link to="/overrides">Overrides</Link>} />
      <QuestionForm key={key} search={search} />
      {isWhole(search) ? (
        <AnswerBoundary of={key}>
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
