/**
 * The URL of a request for the log. Credentials do not belong in one, and clients put them there all the same; those who
 * come back from signing in elsewhere have to.
 */
const SECRET =
  /([?&][^=&]*(?:token|secret|passw|credential|session|signature|auth|api_?key)[^=&]*=|[?&](?:code|state|key)=)[^&#]*/gi
const USER = /^(\w+:\/\/)[^/?#@]*@/

export function shownUrl(url: string): string {
  const withoutUser = url.startsWith('/') ? url : url.replace(USER, '$1***@')
  return withoutUser.includes('=') ? withoutUser.replaceAll(SECRET, '$1***') : withoutUser
}
