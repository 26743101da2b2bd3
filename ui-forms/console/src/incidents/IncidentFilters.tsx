import { Search, Select, SelectItem } from '@carbon/react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { IncidentFilter } from '../api/queries'
import { severityChoices, statusChoices } from '../ui/Marks'

/** The filter lives in the address, so that it can be sent to a colleague. */
export function IncidentFilters({ filter }: { filter: IncidentFilter }) {
  const navigate = useNavigate({ from: '/incidents' })
  const change = (part: IncidentFilter) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  return (
    <search className="filters">
      <TextFilter value={filter.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
      <Choice
        id="status"
        label="Status"
        value={filter.status}
        choices={statusChoices}
        onChange={(status) => change({ status })}
      />
      <Choice
        id="severity"
        label="Severity"
        value={filter.severity}
        choices={severityChoices.toReversed()}
        onChange={(severity) => change({ severity })}
      />
    </search>
  )
}

function TextFilter({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    const waiting = setTimeout(() => {
      if (text !== value) onChange(text)
    }, 300)
    return () => clearTimeout(waiting)
    // only typing starts the wait
  }, [text])
  return (
    <Search
      size="md"
      labelText="Search incidents"
      placeholder="Search number, title, host, account"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

interface ChoiceProps {
  id: string
  label: string
  value: string | undefined
  choices: readonly { value: string; text: string }[]
  onChange: (value: string | undefined) => void
}

function Choice({ id, label, value, choices, onChange }: ChoiceProps) {
  return (
    <Select
      id={`filter-${id}`}
      labelText={label}
      inline
      size="md"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <SelectItem value="" text="All" />
      {choices.map((choice) => (
        <SelectItem key={choice.value} {...choice} />
      ))}
    </Select>
  )
}
