export { type CaptureOptions, tallystick } from './plugin.ts'
