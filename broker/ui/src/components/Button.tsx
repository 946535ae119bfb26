import { type Ref, Suspense, lazy } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import css from './Button.module.css'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly ref?: Ref<HTMLButtonElement>
  /** Why whoever looks may not do it; undefined: they may. */
  readonly refusal?: string | undefined
}

// Few buttons are refused, and what lies over a page takes much script.
const RefusedButton = lazy(() =>
  import('./RefusedButton.tsx').then(({ RefusedButton: button }) => ({ default: button })),
)

export function Button({ look = 'plain', refusal, ...props }: ButtonProps) {
  const className = `${css.button} ${css[look]}`
  if (refusal === undefined) return <AriaButton {...props} className={className} />
  return (
    <Suspense fallback={<AriaButton {...props} isDisabled className={className} />}>
      <RefusedButton {...props} className={className} refusal={refusal} />
    </Suspense>
  )
}
