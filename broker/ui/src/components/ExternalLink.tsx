import { ExternalLink as Icon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './ExternalLink.module.css'

interface ExternalLinkProps {
  /** As somebody typed it: only where it is of the web does it become a link. */
  readonly url: string
  readonly children: ReactNode
}

const isOfTheWeb = (url: string) => ['http:', 'https:'].includes(URL.parse(url)?.protocol ?? '')

/** What leads away from here: to a repository, to a build. */
export function ExternalLink({ url, children }: ExternalLinkProps) {
  if (!isOfTheWeb(url)) return children
  return (
    <a href={url} rel="noreferrer" className={css.link}>
      {children} <Icon size={14} aria-hidden />
    </a>
  )
}
