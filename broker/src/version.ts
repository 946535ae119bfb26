import packageJson from '../package.json' with { type: 'json' }

/** The release of this broker. */
export const VERSION: string = packageJson.version

export const LICENSE: string = packageJson.license
