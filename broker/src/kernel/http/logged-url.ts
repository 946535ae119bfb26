import { paths } from '@tallystick/client/wire'

/** An address as the log may have it: what a provider adds to the one that it sends people back to signs them in. */
export function loggedUrl(url: string): string {
  const [path = ''] = url.split('?', 1)
  return path.includes(paths.signInCallback) ? path : url
}
