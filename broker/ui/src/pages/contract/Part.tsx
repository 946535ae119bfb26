import type { ReactNode } from 'react'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { Lines, NoteMark } from './Lines.tsx'
import type { ShownBody } from './reading/body.ts'
import type { ShownPart } from './reading/message-parts.ts'
import css from './Part.module.css'

const unit = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'byte', unitDisplay: 'long' })

function Content({ body, of }: { readonly body: ShownBody; readonly of: string }): ReactNode {
  if (body.kind === 'json') return <Lines lines={body.lines} />
  if (body.kind === 'text') {
    if (body.text === '') return <p className={css.soft}>Empty body</p>
    return <CodeBlock className={css.text} text={body.text} label={`Body: ${of}`} language={body.language} />
  }
  if (body.kind === 'bytes') {
    return (
      <p className={css.soft}>
        {unit.format(body.size)} of {body.contentType ?? 'unknown type'}
      </p>
    )
  }
  return (
    <>
      <p className={css.soft}>GraphQL{body.operationName !== undefined && `, operation ${body.operationName}`}</p>
      <CodeBlock className={css.text} text={body.query} label={`Query: ${of}`} language="graphql" />
      {body.variables.length > 0 && (
        <>
          <p className={css.soft}>Variables</p>
          <Lines lines={body.variables} />
        </>
      )}
    </>
  )
}

/** A request, a response or a message: what comes first, the body, and rules for what there is no example of. */
export function Part({ part, of }: { readonly part: ShownPart; readonly of: string }) {
  const { name, head, body, elsewhere } = part
  return (
    <section className={css.part} aria-label={`${name}: ${of}`}>
      <h4 className={css.name}>{name}</h4>
      <div className={css.code}>
        {head.length > 0 && <Lines lines={head} />}
        {body && <Content body={body} of={`${name}, ${of}`} />}
        {head.length === 0 && !body && <p className={css.soft}>Nothing in it</p>}
        {body && body.notes.length > 0 && (
          <p className={css.notes}>
            {body.notes.map((note, index) => (
              <NoteMark key={index} note={note} />
            ))}
          </p>
        )}
        {elsewhere.length > 0 && (
          <div>
            <p className={css.soft}>Rules for what the contract has no example of</p>
            <ul>
              {elsewhere.map((note, index) => (
                <li key={index} className={css.elsewhere}>
                  <code>{note.where}</code> <NoteMark note={note} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}
