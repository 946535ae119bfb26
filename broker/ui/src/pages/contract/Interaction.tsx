import { useLocation } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { CopyButton } from '../../components/CopyButton.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { InteractionOutcome } from './InteractionOutcome.tsx'
import { Part } from './Part.tsx'
import type { Pair } from './queries.ts'
import { type ReadInteraction, commentsOf, partsOf } from './reading/contract.ts'
import { curlOf } from './reading/curl.ts'
import { stateText } from './reading/listing.ts'
import { type InteractionResult, stateOf } from './verdicts.ts'
import css from './Interaction.module.css'

const kindTexts = { 'async-message': 'Message', http: 'HTTP', 'sync-message': 'Message with an answer' } as const

function callText({ kind, method, path, status }: ReadInteraction): string {
  if (kind !== 'http') return kindTexts[kind]
  return `${method} ${path}${status === undefined ? '' : ` → ${status}`}`
}

function addressOf(anchor: string): string {
  const address = new URL(document.location.href)
  address.hash = anchor
  return address.href
}

function Facts({ interaction }: { readonly interaction: ReadInteraction }) {
  const { states, pending } = interaction
  const comments = commentsOf(interaction)
  if (states.length === 0 && !pending && comments.length === 0) return null
  return (
    <ul className={css.facts}>
      {states.map((state, index) => (
        <li key={index}>
          <span>Given</span> {stateText(state)}
        </li>
      ))}
      {pending && <li>Pending: a failure of it is forgiven.</li>}
      {comments.map((comment, index) => (
        <li key={index} className={css.comment}>
          <span>Comment</span> {comment}
        </li>
      ))}
    </ul>
  )
}

interface DetailsProps {
  readonly pair: Pair
  readonly interaction: ReadInteraction
  readonly result: InteractionResult
}

/** Read when it is opened: a contract may have hundreds. */
function Details({ pair, interaction, result }: DetailsProps) {
  const parts = useMemo(() => partsOf(interaction), [interaction])
  const { description, anchor, source } = interaction
  const isHttp = interaction.kind === 'http'
  return (
    <div className={css.details}>
      <Facts interaction={interaction} />
      <InteractionOutcome pair={pair} result={result} />
      {parts.map((part) => (
        <Part key={part.name} part={part} of={description} />
      ))}
      <div className={css.actions}>
        {isHttp && <CopyButton text={() => curlOf(interaction) ?? ''}>Copy as cURL</CopyButton>}
        <CopyButton text={() => JSON.stringify(source, null, 2)}>Copy as JSON</CopyButton>
        <CopyButton text={() => addressOf(anchor)}>Copy the link</CopyButton>
      </div>
    </div>
  )
}

interface InteractionProps extends DetailsProps {
  readonly isOpenAtFirst: boolean
}

/** An interaction in one line; what it says is below that line when it is opened. */
export const Interaction = memo(function Interaction({ isOpenAtFirst, ...shown }: InteractionProps) {
  const { interaction, result } = shown
  const { anchor, description } = interaction
  const isMeant = useLocation({ select: ({ hash }) => hash === anchor })
  const [isOpen, setOpen] = useState(isOpenAtFirst || isMeant)
  const element = useRef<HTMLDetailsElement>(null)
  useEffect(() => setOpen(isOpenAtFirst), [isOpenAtFirst])
  useEffect(() => {
    if (!isMeant) return
    setOpen(true)
    element.current?.scrollIntoView()
  }, [isMeant])
  return (
    <details
      ref={element}
      id={anchor}
      className={css.interaction}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <ChevronRight size={16} aria-hidden />
        <div className={css.title}>
          <h3>{description}</h3>
          <code className={css.call}>{callText(interaction)}</code>
        </div>
        <StateMark state={stateOf(result)} />
      </summary>
      {isOpen && <Details {...shown} />}
    </details>
  )
})
