import { useQuery } from '@tanstack/react-query'
import { describe, health } from './health'

export function GlobalStatus() {
  const { data, isError } = useQuery(health)
  const { tone, text, detail } = describe(data, isError)
  return (
    <span className={`status status--${tone}`} role="status" title={detail}>
      <span aria-hidden="true">{tone === 'good' ? '●' : tone === 'bad' ? '▲' : '○'}</span> {text}
    </span>
  )
}
