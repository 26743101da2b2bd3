import { Modal, TextArea } from '@carbon/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { post } from '../api/http'
import type { Containment } from '../api/types'
import { wordsFor } from '../ui/actions'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TargetView } from '../ui/TargetView'

interface Props {
  containment: Containment
  onClose: () => void
  onDone: () => void
}

export function ReleaseDialog({ containment, onClose, onDone }: Props) {
  const [reason, setReason] = useState('')
  const client = useQueryClient()
  const release = useMutation({
    mutationFn: () =>
      post(`/api/containments/${encodeURIComponent(containment.id)}/release`, { reason: reason.trim() }),
    onSuccess: () => {
      onDone()
      onClose()
    },
    onSettled: () => void client.invalidateQueries(),
  })
  const words = wordsFor(containment.action)
  return createPortal(
    <Modal
      open
      danger
      size="sm"
      modalHeading={`Release ${containment.target.name}?`}
      primaryButtonText={release.isPending ? 'Releasing …' : 'Release'}
      secondaryButtonText="Keep contained"
      primaryButtonDisabled={reason.trim() === '' || release.isPending}
      onRequestClose={onClose}
      onRequestSubmit={() => release.mutate()}
    >
      <p className="lead">
        It is {words.state.toLowerCase()} now. After the release it is back in use, for everybody who had it
        before.
      </p>
      <TargetView target={containment.target} />
      <TextArea
        id="release-reason"
        labelText="Reason (stands in the timeline)"
        rows={3}
        required
        data-modal-primary-focus
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {release.error && <ProblemNotice failure={release.error} what="The release was not confirmed" />}
    </Modal>,
    document.body,
  )
}
