import type { Pacticipant } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useMay } from '../../data/use-may.ts'
import { EditDialog } from './EditDialog.tsx'
import { Labels } from './Labels.tsx'
import css from './Header.module.css'

/** As people speak of it: owner and name, or else the address without what every address has. */
function repositoryText({ repositoryUrl = '', repositoryName, repositoryNamespace }: Pacticipant): string {
  if (repositoryName) return repositoryNamespace ? `${repositoryNamespace}/${repositoryName}` : repositoryName
  return repositoryUrl.replace(/^https?:\/\//, '').replace(/\.git$/, '')
}

function Facts({ application }: { readonly application: Pacticipant }) {
  const { name, displayName, repositoryUrl, mainBranch, team } = application
  const repository = repositoryText(application)
  return (
    <>
      {displayName && displayName !== name && <span>{displayName}</span>}
      {repository && (
        <span>{repositoryUrl ? <ExternalLink url={repositoryUrl}>{repository}</ExternalLink> : repository}</span>
      )}
      <span>
        {team ? (
          <>
            Team{' '}
            <Link to="/teams/$team" params={{ team: team.name }}>
              {team.name}
            </Link>
          </>
        ) : (
          'Of no team'
        )}
      </span>
      <span>
        {mainBranch ? (
          <>
            Main branch <code>{mainBranch}</code>
          </>
        ) : (
          'No main branch'
        )}
      </span>
    </>
  )
}

/** What is known of the application, and the ways to what else tells of it. */
export function Header({ application }: { readonly application: Pacticipant }) {
  const { name, _embedded } = application
  const [isEditing, setEditing] = useState(false)
  const refusal = useMay('administer', { all: [name] })
  return (
    <>
      <PageHeader
        title={name}
        above={<Link to="/">Overview</Link>}
        actions={
          <>
            <Link to="/can-i-deploy" search={{ pacticipant: name }} className={css.way}>
              Can I deploy
            </Link>
            <Link to="/matrix" search={{ q: [{ pacticipant: name }], latestby: 'cvpv' }} className={css.way}>
              Matrix
            </Link>
            <Link to="/pacticipants/$pacticipant/network" params={{ pacticipant: name }} className={css.way}>
              Network
            </Link>
            <Button refusal={refusal} onPress={() => setEditing(true)}>
              Edit
            </Button>
          </>
        }
      >
        <Facts application={application} />
      </PageHeader>
      <Labels pacticipant={name} labels={_embedded.labels.map((label) => label.name)} refusal={refusal} />
      <EditDialog application={application} isOpen={isEditing} onClose={() => setEditing(false)} />
    </>
  )
}
