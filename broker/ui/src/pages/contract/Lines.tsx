import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import '../../components/highlighting.css'
import type { Line, Token } from './reading/lines.ts'
import type { Note } from './reading/notes.ts'
import css from './Lines.module.css'

/** Nobody reads on from there without being asked. */
const FIRST_LINES = 300

const classes: Readonly<Record<Token['kind'], string | undefined>> = {
  mark: 'hljs-punctuation',
  name: 'hljs-attr',
  number: 'hljs-number',
  plain: undefined,
  text: 'hljs-string',
  word: 'hljs-keyword',
}

/** A rule or a generator, beside what it is about. */
export function NoteMark({ note: { kind, text } }: { readonly note: Note }) {
  const isRule = kind === 'rule'
  return (
    <span
      className={isRule ? css.note : `${css.note} ${css.generator}`}
      title={isRule ? 'Matching rule: what else would do' : 'Generator: what is put in its place at the replay'}
    >
      <span className="visually-hidden">{isRule ? 'Rule: ' : 'Generated: '}</span>
      {text}
    </span>
  )
}

/** Code whose lines have their rules beside them. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? lines : lines.slice(0, FIRST_LINES)
  return (
    <div className={css.lines}>
      {shown.map(({ indent, tokens, notes }, index) => (
        <div key={index} className={css.line} style={{ paddingInlineStart: `${indent * 2}ch` }}>
          <code>
            {tokens.map(({ kind, text }, position) => (
              <span key={position} className={classes[kind]}>
                {text}
              </span>
            ))}
          </code>
          {notes.map((note) => (
            <NoteMark key={note.kind} note={note} />
          ))}
        </div>
      ))}
      {shown.length < lines.length && (
        <p className={css.more}>
          <Button onPress={() => setWhole(true)}>Show all {lines.length} lines</Button>
        </p>
      )}
    </div>
  )
}
