import { InvalidArgumentError, Option } from 'commander'

/** What most commands can answer in. */
export const ALL_FORMS = ['text', 'table', 'json', 'markdown', 'github'] as const

/** `--output`, of which the first form is the default. `pretty`, as a Pact CLI has it, is the first as well. */
export function outputOption(forms: readonly string[]): Option {
  const [standard] = forms
  return new Option('-o, --output <form>', `the form of the answer: ${forms.join(', ')}`)
    .default(standard)
    .argParser((text) => {
      if (text === 'pretty') return standard
      const form = forms.find((one) => one === text)
      if (form === undefined) throw new InvalidArgumentError(`Allowed choices are ${forms.join(', ')}.`)
      return form
    })
}
