import { type MouseEvent, type Ref, Suspense, lazy } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import css from './Button.module.css'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly ref?: Ref<HTMLButtonElement>
  /** Why whoever looks may not do it; undefined: they may. */
  readonly refusal?: string | undefined
  /** What it began goes on still, and is not to be begun again. */
  readonly isPending?: boolean
}

// Few buttons are refused, and what lies over a page takes much script.
const RefusedButton = lazy(() =>
  import('./RefusedButton.tsx').then(({ RefusedButton: button }) => ({ default: button })),
)

// Not disabled, which would lose the focus, and with it the keys of the dialog that it stands in.
const pending = {
  'aria-disabled': true,
  onPress: () => undefined,
  // A form is sent by a click as well, also where Enter in one of its fields makes it.
  onClickCapture: (event: MouseEvent) => event.preventDefault(),
} as const

export function Button({ look = 'plain', refusal, isPending = false, ...given }: ButtonProps) {
  const props = { ...given, ...(isPending ? pending : {}), className: `${css.button} ${css[look]}` }
  if (refusal === undefined) return <AriaButton {...props} />
  return (
    <Suspense fallback={<AriaButton {...props} isDisabled />}>
      <RefusedButton {...props} refusal={refusal} />
    </Suspense>
  )
}
