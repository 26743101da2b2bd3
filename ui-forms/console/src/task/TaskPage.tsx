import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { queries } from '../api/queries'
import { Loaded } from '../ui/Loaded'
import { useTitle } from '../ui/useTitle'
import { TaskView } from './TaskView'

const route = getRouteApi('/tasks/$id')

export function TaskPage() {
  const { id } = route.useParams()
  const task = useQuery(queries.task(id))
  useTitle(task.data?.title ?? 'Task')
  return (
    <article className="task">
      <Loaded query={task} what="the task">
        {(known) => <TaskView key={known.id} task={known} />}
      </Loaded>
    </article>
  )
}
