import type { Page } from '@tallystick/client/wire'
import { Fragment, type ReactNode } from 'react'
import css from './Pager.module.css'

interface PagerProps {
  readonly page: Page
  /** What is listed, in the plural. */
  readonly of: string
  readonly link: (page: number, text: string) => ReactNode
  /** Where one may choose how many are shown: the link to the first page of that size. */
  readonly sizeLink?: (size: number) => ReactNode
}

const SIZES = [50, 200, 1000]

/** Which part of the list is shown, and the ways to the others. */
export function Pager({ page, of, link, sizeLink }: PagerProps) {
  const { number, size, totalElements, totalPages } = page
  if (totalElements === 0) return null
  const last = Math.min(number * size, totalElements)
  return (
    <nav className={css.pager} aria-label={`Pages of ${of}`}>
      <p>
        {(number - 1) * size + 1}–{last} of {totalElements} {of}
      </p>
      {sizeLink && totalElements > Math.min(...SIZES) && (
        <p className={css.links}>
          <span>At once:</span>
          {SIZES.map((choice) => (
            <Fragment key={choice}>{choice === size ? <strong>{choice}</strong> : sizeLink(choice)}</Fragment>
          ))}
        </p>
      )}
      {totalPages > 1 && (
        <p className={css.links}>
          {number > 1 ? link(number - 1, 'Previous page') : <span aria-disabled="true">Previous page</span>}
          {number < totalPages ? link(number + 1, 'Next page') : <span aria-disabled="true">Next page</span>}
        </p>
      )}
    </nav>
  )
}
