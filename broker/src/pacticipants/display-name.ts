/**
 * A name for people, made from the name for machines: camel case, dashes and underscores become spaces, and every
 * word starts with a capital. `order-apiService` → `Order Api Service`.
 */
export function displayNameFor(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
