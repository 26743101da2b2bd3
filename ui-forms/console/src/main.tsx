import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/client'
import { router } from './router'
import { endSession } from './shell/session'
import { SessionGate } from './shell/SessionGate'
import './styles/index.scss'

const place = document.getElementById('console')
if (place === null) throw new Error('The page has no element #console')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient(endSession)}>
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
    </QueryClientProvider>
  </StrictMode>,
)
