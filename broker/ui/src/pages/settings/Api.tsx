import { pages, paths } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { Command } from '../../components/Command.tsx'
import { Section } from '../../components/Section.tsx'
import { brokerUrl } from '../../data/broker.ts'
import { apiHref, routePath } from '../../paths.ts'
import { SettingsHeader } from './SettingsHeader.tsx'
import css from './settings.module.css'

export const route = createLazyRoute(routePath(pages.settingsApi))({ component: Api })

function Api() {
  return (
    <>
      <SettingsHeader part="API" />
      <div className={css.part}>
        <Section title="Look around">
          <dl className={css.facts}>
            <dt>
              <a href={apiHref(paths.explorer, {})}>API explorer</a>
            </dt>
            <dd>Follow the links of the API and send requests, in the browser.</dd>
            <dt>
              <a href={apiHref(paths.openapi, {})}>OpenAPI document</a>
            </dt>
            <dd>Every address with its parameters, bodies and errors, for generators and other tools.</dd>
            <dt>
              <a href={apiHref(paths.documentationIndex, {})}>Relations</a>
            </dt>
            <dd>What the names of the links mean.</dd>
          </dl>
        </Section>
        <Section title="Use it">
          <p className={css.soft}>
            This broker speaks the API of the Pact Broker. Its tools and libraries, and tally, find it by its address:
          </p>
          <Command text={`export PACT_BROKER_BASE_URL=${brokerUrl}`} label="The address of this broker" />
          <p className={css.soft}>Every page here has an API behind it that says the same:</p>
          <Command
            text={`curl --header 'Accept: application/hal+json' ${brokerUrl}${paths.overview}`}
            label="A request for the overview"
          />
        </Section>
      </div>
    </>
  )
}
