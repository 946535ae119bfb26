import { Link } from '@tanstack/react-router'

/** The name of an application, which leads to its page. */
export function ApplicationLink({ name }: { readonly name: string }) {
  return (
    <Link to="/pacticipants/$pacticipant" params={{ pacticipant: name }}>
      {name}
    </Link>
  )
}
