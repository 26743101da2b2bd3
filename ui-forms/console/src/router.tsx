import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { IncidentFilter } from './api/queries'
import { NotFound } from './shell/NotFound'
import { PageFailed } from './shell/PageFailed'
import { Shell } from './shell/Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageFailed })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/incidents', replace: true })
  },
})

export const incidentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  validateSearch: (search): IncidentFilter => ({
    status: text(search.status),
    severity: text(search.severity),
    q: text(search.q),
  }),
  component: lazyRouteComponent(() => import('./incidents/IncidentsPage'), 'IncidentsPage'),
})

export const incidentRoute = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$number',
  component: lazyRouteComponent(() => import('./incident/IncidentPage'), 'IncidentPage'),
})

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  component: lazyRouteComponent(() => import('./tasks/TasksPage'), 'TasksPage'),
})

export const taskRoute = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$id',
  component: lazyRouteComponent(() => import('./task/TaskPage'), 'TaskPage'),
})

const contained = createRoute({
  getParentRoute: () => root,
  path: '/contained',
  component: lazyRouteComponent(() => import('./containments/ContainedPage'), 'ContainedPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([home, incidentsRoute, incidentRoute, tasks, taskRoute, contained]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined
}
