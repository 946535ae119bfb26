import { type FocusEvent, useRef, useState } from 'react'

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Where in a form a text goes that is chosen elsewhere: into the field with `data-template` that was used last, at its
 * caret. Give `noteFocus` to what is around the fields.
 */
export function useInsertion(first: string) {
  const [into, setInto] = useState(first)
  const field = useRef<Field>(null)

  function noteFocus({ target }: FocusEvent) {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    if (!isField || target.dataset['template'] === undefined) return
    field.current = target
    setInto(target.dataset['template'])
  }

  function insert(text: string, fallback: Field | null) {
    const target = field.current?.isConnected ? field.current : fallback
    if (!target) return
    const end = target.value.length
    target.setRangeText(text, target.selectionStart ?? end, target.selectionEnd ?? end, 'end')
    // As if it had been typed.
    target.dispatchEvent(new InputEvent('input', { bubbles: true }))
    target.focus()
  }

  return { into, noteFocus, insert }
}
