import { useId, useState } from 'react'
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components'
import css from './RefusedButton.module.css'

interface RefusedButtonProps extends ButtonProps {
  readonly refusal: string
}

/** It cannot be pressed, but reached: whoever comes to it by pointer, key or finger, learns why. */
export function RefusedButton({ refusal, children, ...props }: RefusedButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const reason = useId()
  return (
    <TooltipTrigger delay={0} closeDelay={100} isOpen={isOpen} onOpenChange={setOpen} shouldCloseOnPress={false}>
      <Button {...props} type="button" aria-disabled="true" aria-describedby={reason} onPress={() => setOpen(true)}>
        {children}
      </Button>
      <span id={reason} className="visually-hidden">
        {refusal}
      </span>
      <Tooltip className={css.tooltip ?? ''} offset={6}>
        {refusal}
      </Tooltip>
    </TooltipTrigger>
  )
}
