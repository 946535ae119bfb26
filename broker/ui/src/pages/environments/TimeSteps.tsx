import type { Inventory } from '@tallystick/client/wire'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import fields from '../../components/fields.module.css'
import { textIn } from '../../components/text-in.ts'
import type { EnvironmentSearch } from './search.ts'
import { addressTime, fieldTime } from './times.ts'
import css from './TimeSteps.module.css'

interface TimeStepsProps {
  readonly environment: string
  readonly search: EnvironmentSearch
  readonly inventory: Pick<Inventory, 'at' | 'previous' | 'next'>
}

interface StepProps extends Pick<TimeStepsProps, 'environment' | 'search'> {
  /** Null: there is none. Undefined: now. */
  readonly to: string | null | undefined
  readonly children: ReactNode
}

function Step({ environment, search, to, children }: StepProps) {
  if (to === null) {
    return (
      <span aria-disabled="true" className={css.step}>
        {children}
      </span>
    )
  }
  const at = to && addressTime(new Date(to))
  return (
    <Link
      to="/environments/$environment"
      params={{ environment }}
      search={{ ...search, at, page: undefined }}
      resetScroll={false}
      className={css.step}
    >
      {children}
    </Link>
  )
}

function timeIn(form: FormData): string | undefined {
  const time = new Date(textIn(form, 'at') ?? '')
  return Number.isNaN(time.getTime()) ? undefined : addressTime(time)
}

/** Ways to another time: any, that of the change before, or after. */
export function TimeSteps({ environment, search, inventory: { at, previous, next } }: TimeStepsProps) {
  const navigate = useNavigate()
  const shown = at ? fieldTime(new Date(at)) : ''
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])
  const go = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = timeIn(new FormData(event.currentTarget))
    void navigate({
      to: '/environments/$environment',
      params: { environment },
      search: (before) => ({ ...before, at: chosen, page: undefined }),
      resetScroll: false,
    })
  }
  const there = { environment, search }
  return (
    <div className={css.steps}>
      <form onSubmit={go} className={css.form}>
        <label className={fields.field}>
          <span>What was there at</span>
          <input
            type="datetime-local"
            name="at"
            step="1"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <Button type="submit">Show</Button>
      </form>
      <nav aria-label="Changes in time" className={css.links}>
        <Step {...there} to={previous}>
          <ChevronLeft size={16} aria-hidden /> Change before
        </Step>
        <Step {...there} to={at ? next : null}>
          Change after <ChevronRight size={16} aria-hidden />
        </Step>
        {at && (
          <Step {...there} to={undefined}>
            Now
          </Step>
        )}
      </nav>
    </div>
  )
}
