/**
 * A name for people, made from the name for machines: camel case, dashes, underscores and dots become spaces, and every
 * word starts with a capital. `order-APIService_v2` → `Order API Service V2`.
 */
export function displayNameFor(name: string): string {
  const words = name
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s._-]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
  return words === '' ? name : words
}
