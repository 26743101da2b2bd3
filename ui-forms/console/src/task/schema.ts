import type { Task } from '../api/types'

interface Component {
  type?: string
  action?: string
  components?: Component[]
}

/** The page has one button that decides, next to the digest; a form's own would be a second one without it. */
export function withoutSubmit<T extends object>(schema: T): T {
  const { components } = schema as Component
  if (!Array.isArray(components)) return schema
  return { ...schema, components: components.filter((component) => !isSubmit(component)).map(withoutSubmit) }
}

function isSubmit({ type, action }: Component): boolean {
  return type === 'button' && (action ?? 'submit') === 'submit'
}

/** What the form's expressions can read: the same variable that the task has in the broker. */
export function formData(task: Pick<Task, 'request' | 'targets'>): Record<string, unknown> {
  // the page shows the request itself; a form that stands alone shows it in tables
  return { request: { ...withPlainLabels(task.request), targets: task.targets }, shown: true }
}

/** form-js takes an option's label for a template; what a vendor says is none. A word joiner takes its meaning away. */
function withPlainLabels(request: object): object {
  return Object.fromEntries(
    Object.entries(request).map(([key, value]: [string, unknown]) => [
      key,
      Array.isArray(value) ? value.map(withPlainLabel) : value,
    ]),
  )
}

function withPlainLabel(option: unknown): unknown {
  if (typeof option !== 'object' || option === null || !('label' in option)) return option
  return { ...option, label: `\u2060${String(option.label).replaceAll('{{', '{\u2060{')}` }
}

export type Choice = 'approve' | 'reject' | null

export function choiceIn(values: Record<string, unknown>): Choice {
  return values.decision === 'approve' || values.decision === 'reject' ? values.decision : null
}
