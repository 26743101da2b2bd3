import { Button } from '@carbon/react'
import { useState } from 'react'
import type { Containment } from '../api/types'
import { useRole } from '../shell/SessionGate'
import { ReleaseDialog } from './ReleaseDialog'

export function ReleaseButton({ containment }: { containment: Containment }) {
  const responder = useRole('responder')
  const [asking, setAsking] = useState(false)
  const [asked, setAsked] = useState(false)
  if (asked) return <span className="quiet">Release requested</span>
  return (
    <>
      <Button
        kind="danger--tertiary"
        size="sm"
        disabled={!responder}
        {...(responder ? {} : { title: 'Releasing needs the role responder' })}
        onClick={() => setAsking(true)}
        aria-label={`Release ${containment.target.name}`}
      >
        Release
      </Button>
      {!responder && <span className="unseen">Releasing needs the role responder</span>}
      {asking && (
        <ReleaseDialog
          containment={containment}
          onClose={() => setAsking(false)}
          onDone={() => setAsked(true)}
        />
      )}
    </>
  )
}
