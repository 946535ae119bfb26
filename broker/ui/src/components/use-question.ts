import { useState } from 'react'
import type { z } from 'zod'

/**
 * A question that is put together in a form and asked through the address. The form opens anew (by its `key`) when
 * the address changes, but not by what the form itself `asks`: who sent it keeps the focus, and what they changed
 * while the answer was on its way. `schema` is that of the address, `text` tells one question from another.
 */
export function useQuestion<Search>(schema: z.ZodType<Search>, search: Search) {
  // Parsed, so that the same question has the same text, whatever order its parameters came in.
  const textOf = (question: Search) => JSON.stringify(schema.parse(question))
  const text = textOf(search)
  const [form, setForm] = useState({ key: 0, text, asked: '' })
  if (form.text !== text) setForm({ key: form.key + (form.asked === text ? 0 : 1), text, asked: '' })
  return {
    text,
    key: form.key,
    asks: (asked: Search) => setForm((now) => ({ ...now, asked: textOf(asked) })),
  }
}
