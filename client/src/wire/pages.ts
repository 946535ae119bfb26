/**
 * The addresses of the web pages. Where one is an address of the API as well, browsers that open it get the page, and
 * programs the API. `{name}` is one percent-encoded path segment.
 *
 * @example
 * pages.overview // → '/'
 */
export const pages = {
  overview: '/',
  canIDeploy: '/can-i-deploy',
} as const
