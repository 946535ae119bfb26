/** `trust-rule-created` is `Trust rule created`; what the API calls a pacticipant is an application to people. */
export function wordsOf(name: string): string {
  const words = name.replaceAll('-', ' ').replace('pacticipant', 'application')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
