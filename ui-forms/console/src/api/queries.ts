import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, getText } from './http'
import type {
  Containment,
  Incident,
  IncidentSummary,
  Me,
  Page,
  Playbook,
  Step,
  Task,
  TaskSummary,
} from './types'

const LIVE = 5_000

export interface IncidentFilter {
  status?: string | undefined
  severity?: string | undefined
  q?: string | undefined
}

export const queries = {
  me: () =>
    queryOptions({
      queryKey: ['me'],
      queryFn: ({ signal }) => get<Me>('/api/me', signal),
      staleTime: 60_000,
    }),

  incidents: (filter: IncidentFilter) =>
    infiniteQueryOptions({
      queryKey: ['incidents', filter],
      queryFn: ({ signal, pageParam }) =>
        get<Page<IncidentSummary>>(
          `/api/incidents?${search({ ...filter, limit: '50', cursor: pageParam })}`,
          signal,
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.next ?? undefined,
      refetchInterval: LIVE,
    }),

  incident: (number: string) =>
    queryOptions({
      queryKey: ['incident', number],
      queryFn: ({ signal }) => get<Incident>(`/api/incidents/${encodeURIComponent(number)}`, signal),
      refetchInterval: LIVE,
    }),

  tasks: () =>
    queryOptions({
      queryKey: ['tasks'],
      queryFn: ({ signal }) => get<Page<TaskSummary>>('/api/tasks?state=open&limit=500', signal),
      refetchInterval: LIVE,
    }),

  task: (id: string) =>
    queryOptions({
      queryKey: ['task', id],
      queryFn: ({ signal }) => get<Task>(`/api/tasks/${encodeURIComponent(id)}`, signal),
      refetchInterval: LIVE,
    }),

  steps: (run: string, ended: boolean) =>
    queryOptions({
      queryKey: ['steps', run, ended],
      queryFn: ({ signal }) =>
        get<Page<Step>>(`/api/runs/${encodeURIComponent(run)}/steps?limit=500`, signal),
      refetchInterval: ended ? false : 2_000,
    }),

  bpmn: (playbook: string, version: number | null) =>
    queryOptions({
      queryKey: ['bpmn', playbook, version],
      queryFn: ({ signal }) =>
        getText(
          `/api/playbooks/${encodeURIComponent(playbook)}/bpmn${version === null ? '' : `?version=${version}`}`,
          'application/xml',
          signal,
        ),
      staleTime: Infinity,
    }),

  playbooks: () =>
    queryOptions({
      queryKey: ['playbooks'],
      queryFn: ({ signal }) => get<Page<Playbook>>('/api/playbooks?limit=500', signal),
      staleTime: 60_000,
    }),

  containments: () =>
    queryOptions({
      queryKey: ['containments'],
      queryFn: ({ signal }) => get<Page<Containment>>('/api/containments?state=active&limit=500', signal),
      refetchInterval: LIVE,
    }),
}

function search(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => !!entry[1])
  return new URLSearchParams(given).toString()
}
