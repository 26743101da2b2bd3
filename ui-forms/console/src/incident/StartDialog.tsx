import { Modal, Select, SelectItem, TextArea, TextInput } from '@carbon/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { post } from '../api/http'
import { queries } from '../api/queries'
import type { Incident } from '../api/types'
import { Loaded } from '../ui/Loaded'
import { ProblemNotice } from '../ui/ProblemNotice'
import { bodyOf, missing, type Order, RunKeys } from './start'

export function StartDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [order, setOrder] = useState<Order>(() => ({
    playbook: '',
    host: incident.alerts.find((alert) => alert.host !== null)?.host ?? '',
    account: incident.alerts.find((alert) => alert.account !== null)?.account ?? '',
    reason: '',
  }))
  const keys = useRef(new RunKeys())
  const client = useQueryClient()
  const start = useMutation({
    mutationFn: () => {
      const body = bodyOf(incident.number, order)
      const headers = { 'Idempotency-Key': keys.current.for(order.playbook, body) }
      return post<{ runId: string }>(
        `/api/playbooks/${encodeURIComponent(order.playbook)}/runs`,
        body,
        headers,
      )
    },
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: ['incident', incident.number] }),
  })
  const lacks = missing(order)
  return createPortal(
    <Modal
      open
      size="sm"
      modalHeading={`Start a playbook for ${incident.number}`}
      primaryButtonText={start.isPending ? 'Starting …' : 'Start'}
      secondaryButtonText="Cancel"
      primaryButtonDisabled={lacks !== null || start.isPending}
      onRequestClose={onClose}
      onRequestSubmit={() => start.mutate()}
    >
      <Fields order={order} onChange={(part) => setOrder({ ...order, ...part })} />
      {lacks !== null && <p className="quiet">{lacks}</p>}
      {start.error && <ProblemNotice failure={start.error} what="The start was not confirmed" />}
    </Modal>,
    document.body,
  )
}

function Fields({ order, onChange }: { order: Order; onChange: (part: Partial<Order>) => void }) {
  const playbooks = useQuery(queries.playbooks())
  return (
    <div className="fields">
      <Loaded query={playbooks} what="the playbooks">
        {({ items }) => (
          <Select
            id="start-playbook"
            labelText="Playbook"
            value={order.playbook}
            data-modal-primary-focus
            onChange={(event) => onChange({ playbook: event.target.value })}
          >
            <SelectItem value="" text="Choose …" />
            {items.map((playbook) => (
              <SelectItem key={playbook.id} value={playbook.id} text={playbook.title} />
            ))}
          </Select>
        )}
      </Loaded>
      <TextInput
        id="start-host"
        labelText="Host"
        value={order.host}
        onChange={(event) => onChange({ host: event.target.value })}
      />
      <TextInput
        id="start-account"
        labelText="Account"
        value={order.account}
        onChange={(event) => onChange({ account: event.target.value })}
      />
      <TextArea
        id="start-reason"
        labelText="Reason"
        rows={2}
        value={order.reason}
        onChange={(event) => onChange({ reason: event.target.value })}
      />
    </div>
  )
}
