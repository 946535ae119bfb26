import type { Environment } from '@tallystick/client/wire'

/** The environments to choose from, in a `select`. */
export function EnvironmentOptions({ environments }: { readonly environments: readonly Environment[] }) {
  return environments.map(({ name, displayName }) => (
    <option key={name} value={name}>
      {displayName ?? name}
    </option>
  ))
}
