import { Option } from 'commander'

/** `--output`, of which the first form is the default. */
export function outputOption(forms: readonly string[]): Option {
  return new Option('-o, --output <form>', 'the form of the answer').choices([...forms]).default(forms[0])
}
