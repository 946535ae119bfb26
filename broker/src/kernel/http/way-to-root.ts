/**
 * From an address below the broker to its root: empty, or `../` as often as is needed. Pages find what they need by it:
 * nobody may choose by a header where a page takes its style from, or where a browser is sent.
 */
export function wayToRoot(path: string): string {
  return '../'.repeat((path.split('?', 1)[0] ?? '').split('/').length - 2)
}
