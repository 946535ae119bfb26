import type { PacticipantPreview } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pager } from '../../components/Pager.tsx'
import { Section } from '../../components/Section.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { countsInWords } from './counts.ts'
import { previewQuery } from './queries.ts'
import type { RetentionSearch } from './search.ts'
import css from './settings.module.css'

function Range({ span: { count, first, last } }: { readonly span: PacticipantPreview['versions']['toDelete'] }) {
  if (!first || !last) return null
  return (
    <span className={css.none}>
      {' '}
      <code>{first.number}</code>
      {count > 1 && (
        <>
          {' '}
          to <code>{last.number}</code>
        </>
      )}
    </span>
  )
}

function Row({ preview }: { readonly preview: PacticipantPreview }) {
  const { name, versions, branches, overwrittenData } = preview
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Link to="/settings" search={{ pacticipant: name }} aria-label={`${name}: what would go, and why`}>
          {name}
        </Link>
      </th>
      <td role="cell" data-name="Versions">
        {versions.toDelete.count} of {versions.toDelete.count + versions.toKeep.count}
        <Range span={versions.toDelete} />
      </td>
      <td role="cell" data-name="Branches">
        {branches.toDelete} of {branches.toDelete + branches.toKeep}
      </td>
      <td role="cell" data-name="Overwritten">
        {countsInWords(overwrittenData) || <span className={css.none}>None</span>}
      </td>
    </tr>
  )
}

/** What would go if the broker cleaned up now, application by application. */
export function Preview({ search }: { readonly search: RetentionSearch }) {
  const { data } = useSuspenseQuery(previewQuery(search.page))
  const rows = data._embedded.pacticipants
  return (
    <Section title="What would go now">
      {rows.length === 0 ? (
        <p className={css.soft}>There is no application yet.</p>
      ) : (
        <table className={table.table} role="table" aria-label="What would go now">
          <TableHead
            names={[
              'Application',
              'Versions that would go',
              'Branches that would go',
              'Overwritten data that would go',
            ]}
          />
          <tbody>
            {rows.map((preview) => (
              <Row key={preview.name} preview={preview} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        page={data.page}
        of="applications"
        link={(page, text) => (
          <Link to="/settings" search={{ page }} resetScroll={false}>
            {text}
          </Link>
        )}
      />
    </Section>
  )
}
