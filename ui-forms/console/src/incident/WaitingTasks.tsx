import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import { TaskTable } from '../tasks/TaskTable'
import { Loaded } from '../ui/Loaded'
import { Section } from '../ui/Section'

export function WaitingTasks({ incident }: { incident: string }) {
  const tasks = useQuery(queries.tasks())
  return (
    <Loaded query={tasks} what="the open tasks">
      {({ items }) => {
        const here = items.filter((task) => task.incident === incident)
        if (here.length === 0) return null
        return (
          <Section title="Waiting for a person" className="section--wait">
            <TaskTable tasks={here} within={incident} />
          </Section>
        )
      }}
    </Loaded>
  )
}
