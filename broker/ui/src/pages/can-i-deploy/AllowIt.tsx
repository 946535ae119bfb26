import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { useMay } from '../../data/use-may.ts'
import { OverrideDialog, type Overridden } from './OverrideDialog.tsx'
import css from './Overriding.module.css'

/** The way out where the answer is no, and it has to be all the same. */
export function AllowIt({ overridden }: { readonly overridden: Overridden }) {
  const [isAsking, setAsking] = useState(false)
  const refusal = useMay('administer', { all: [overridden.pacticipant] })
  return (
    <div className={css.allow}>
      <Button refusal={refusal} onPress={() => setAsking(true)}>
        Allow it all the same
      </Button>
      <span className={css.soft}>With a reason, for some hours; it is recorded.</span>
      {isAsking && <OverrideDialog overridden={overridden} onClose={() => setAsking(false)} />}
    </div>
  )
}
