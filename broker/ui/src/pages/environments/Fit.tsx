import type {
  CompatibilityTrouble,
  OverrideInForce,
  PlacedVersion,
  VersionCompatibility,
} from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { CircleHelp, CircleX } from 'lucide-react'
import { useId } from 'react'
import { Button, DialogTrigger, Popover } from 'react-aria-components'
import { MarkOf } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { allowedMark, countsText, fitMarks, troubleText } from './fits.ts'
import css from './Fit.module.css'

interface FitProps {
  readonly pacticipant: string
  readonly version: string
  /** By its name and by its display name. */
  readonly environment: { readonly name: string; readonly displayName: string }
  readonly fit: VersionCompatibility
  readonly override: PlacedVersion['override']
}

function Trouble({ pacticipant, trouble }: { readonly pacticipant: string; readonly trouble: CompatibilityTrouble }) {
  const { pacticipant: partner, version, role, outcome } = trouble
  const Icon = outcome === 'failed' ? CircleX : CircleHelp
  const [consumer, provider] = role === 'provider' ? [pacticipant, partner] : [partner, pacticipant]
  return (
    <li className={css[outcome]}>
      <Icon size={16} aria-hidden />
      <span>
        {partner} {version && <code>{version}</code>} {troubleText(trouble)}{' '}
        <Link to="/matrix/provider/$provider/consumer/$consumer" params={{ provider, consumer }}>
          Matrix
          <span className="visually-hidden">
            {' '}
            of {consumer} and {provider}
          </span>
        </Link>
      </span>
    </li>
  )
}

interface AllowanceProps extends Pick<FitProps, 'pacticipant' | 'environment'> {
  readonly override: OverrideInForce
}

function Allowance({ pacticipant, environment, override: { reason, createdBy, expiresAt } }: AllowanceProps) {
  return (
    <div className={css.allowance}>
      <p>
        {createdBy} allowed it nevertheless; that ends <Time at={expiresAt} />.
      </p>
      <p className={css.reason}>{reason}</p>
      <p>
        <Link to="/overrides" search={{ pacticipant, environment: environment.name }}>
          Overrides of {pacticipant} here
        </Link>
      </p>
    </div>
  )
}

/** Whether a version fits to what is in its environment; pressed, it says why, and who allowed it nevertheless. */
export function Fit({ pacticipant, version, environment, fit, override }: FitProps) {
  const mark = fitMarks[fit.verdict]
  const where = `${pacticipant} ${version} in ${environment.displayName}`
  const title = useId()
  const unnamed = fit.counts.failed + fit.counts.unknown - fit.troubles.length
  return (
    <DialogTrigger>
      <span className={css.marks}>
        <Button className={css.trigger} aria-label={`${mark.name}: ${where}`}>
          <MarkOf {...mark} />
        </Button>
        {override && <MarkOf {...allowedMark} />}
      </span>
      <Popover className={css.popover} placement="bottom start" aria-labelledby={title}>
        <div className={css.content}>
          <h2 id={title} className={css.title}>
            {where}
          </h2>
          <p>{countsText(fit)}</p>
          {override && <Allowance pacticipant={pacticipant} environment={environment} override={override} />}
          {fit.troubles.length > 0 && (
            <ul className={css.troubles}>
              {fit.troubles.map((trouble) => (
                <Trouble
                  key={`${trouble.role} ${trouble.pacticipant} ${trouble.version}`}
                  pacticipant={pacticipant}
                  trouble={trouble}
                />
              ))}
            </ul>
          )}
          {unnamed > 0 && <p className={css.more}>And {unnamed} more.</p>}
          <p>
            <Link to="/can-i-deploy" search={{ pacticipant, version, environment: environment.name }}>
              Can I deploy it here?
            </Link>
          </p>
        </div>
      </Popover>
    </DialogTrigger>
  )
}
