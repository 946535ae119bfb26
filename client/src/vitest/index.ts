export { type CaptureOptions, tallystick } from './plugin.ts'
export { verifySuite } from './verify-suite.ts'
