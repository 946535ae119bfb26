import { Option } from 'commander'
import { wholeNumber } from './broker-options.ts'

const DEFAULT_SECONDS = 600

/** `--wait [seconds]` */
export function waitOption(forWhat: string): Option {
  return new Option('--wait [seconds]', `wait so long, ${DEFAULT_SECONDS} seconds when not given, ${forWhat}`)
    .preset(String(DEFAULT_SECONDS))
    .argParser(wholeNumber)
}
