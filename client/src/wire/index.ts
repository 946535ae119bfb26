export * from './errors.ts'
export * from './hal.ts'
export * from './paths.ts'
export * from './text.ts'
