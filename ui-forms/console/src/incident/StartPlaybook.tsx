import { Button } from '@carbon/react'
import { useState } from 'react'
import type { Incident } from '../api/types'
import { useRole } from '../shell/SessionGate'
import { StartDialog } from './StartDialog'

export function StartPlaybook({ incident }: { incident: Incident }) {
  const responder = useRole('responder')
  const [asking, setAsking] = useState(false)
  return (
    <div className="start">
      <Button size="md" kind="tertiary" disabled={!responder} onClick={() => setAsking(true)}>
        Start playbook
      </Button>
      {!responder && <span className="quiet small">Needs the role responder</span>}
      {asking && <StartDialog incident={incident} onClose={() => setAsking(false)} />}
    </div>
  )
}
