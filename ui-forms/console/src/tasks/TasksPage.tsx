import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import type { TaskSummary } from '../api/types'
import { Freshness } from '../incidents/Freshness'
import { useMe } from '../shell/SessionGate'
import { Loaded } from '../ui/Loaded'
import { Section } from '../ui/Section'
import { useTitle } from '../ui/useTitle'
import { TaskTable } from './TaskTable'
import { sorted } from './order'

export function TasksPage() {
  useTitle('Tasks')
  const tasks = useQuery(queries.tasks())
  const { username } = useMe()
  return (
    <>
      <header className="page-head">
        <h1>Tasks</h1>
        <Freshness at={tasks.dataUpdatedAt} failed={tasks.isError} />
      </header>
      <Loaded query={tasks} what="the tasks">
        {({ items, next }) => {
          const { mine, forMe, others } = sorted(items, username)
          return (
            <>
              <Group title="Mine" tasks={mine} nothing="You have claimed nothing." />
              <Group title="For my roles" tasks={forMe} nothing="Nothing waits for your roles." />
              {others.length > 0 && <Group title="For others" tasks={others} nothing="" />}
              {next !== null && <p className="alarm">▲ There are more than the {items.length} shown.</p>}
            </>
          )
        }}
      </Loaded>
    </>
  )
}

function Group({ title, tasks, nothing }: { title: string; tasks: TaskSummary[]; nothing: string }) {
  return (
    <Section title={title} note={tasks.length}>
      {tasks.length === 0 ? <p className="nothing">{nothing}</p> : <TaskTable tasks={tasks} />}
    </Section>
  )
}
