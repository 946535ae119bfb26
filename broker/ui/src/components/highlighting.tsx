import bash from 'highlight.js/lib/languages/bash'
import graphql from 'highlight.js/lib/languages/graphql'
import http from 'highlight.js/lib/languages/http'
import json from 'highlight.js/lib/languages/json'
import xml from 'highlight.js/lib/languages/xml'
import { createLowlight } from 'lowlight'
import { Fragment, type ReactNode } from 'react'
import './highlighting.css'

const languages = { bash, graphql, http, json, xml }

export type Language = keyof typeof languages

const { highlight } = createLowlight(languages)

type Node = ReturnType<typeof highlight>['children'][number]

function render(node: Node, index: number): ReactNode {
  if (node.type === 'text') return <Fragment key={index}>{node.value}</Fragment>
  if (node.type !== 'element') return null
  const { className } = node.properties
  return (
    <span key={index} className={Array.isArray(className) ? className.join(' ') : undefined}>
      {node.children.map(render)}
    </span>
  )
}

export function Highlighted({ text, language }: { readonly text: string; readonly language: Language }) {
  return highlight(language, text).children.map(render)
}
