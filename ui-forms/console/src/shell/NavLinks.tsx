import { HeaderMenuItem } from '@carbon/react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { queries } from '../api/queries'

const PAGES = [
  { to: '/incidents', text: 'Incidents' },
  { to: '/tasks', text: 'Tasks' },
  { to: '/contained', text: 'Contained now' },
] as const

export function NavLinks({ onGo }: { onGo?: () => void }) {
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const decidable = useQuery(queries.tasks()).data?.items.filter((task) => task.mayDecide).length ?? 0

  return PAGES.map(({ to, text }) => (
    <HeaderMenuItem
      key={to}
      href={to}
      isActive={path.startsWith(to)}
      onClick={(event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void navigate({ to })
        onGo?.()
      }}
    >
      {to === '/tasks' && decidable > 0 ? `${text} (${decidable})` : text}
    </HeaderMenuItem>
  ))
}
