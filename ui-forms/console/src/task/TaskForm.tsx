import '@bpmn-io/form-js-viewer/dist/assets/form-js.css'
import '../styles/form.scss'
import { Form } from '@bpmn-io/form-js-viewer'
import { useEffect, useRef, useState } from 'react'
import type { Task } from '../api/types'
import { ProblemNotice } from '../ui/ProblemNotice'
import { plainMarkdown } from './markdown'
import { formData, withoutSubmit } from './schema'

interface Props {
  task: Task
  readOnly: boolean
  onForm: (form: Form | null) => void
  onValues: (values: Record<string, unknown>) => void
}

/** The task's own form. Enter in a field decides nothing: only the button below does. */
export default function TaskForm({ task, readOnly, onForm, onValues }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState<Form | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  useEffect(() => {
    if (place.current === null) return
    let current = true
    const drawn = new Form({ container: place.current, additionalModules: [plainMarkdown] })
    drawn.on('changed', ({ data }: { data: Record<string, unknown> }) => onValues(data))
    drawn.importSchema(withoutSubmit(task.form), formData(task)).then(
      () => {
        if (!current) return
        setForm(drawn)
        onForm(drawn)
      },
      (problem: unknown) => current && setFailure(problem),
    )
    return () => {
      current = false
      setForm(null)
      onForm(null)
      drawn.destroy()
    }
    // another digest is another form; a poll of the same one is not
  }, [task.digest])

  useEffect(() => {
    form?.setProperty('readOnly', readOnly)
  }, [form, readOnly])

  return (
    <>
      {failure !== null && (
        <ProblemNotice failure={failure} what="The form cannot be shown, so nothing can be decided here" />
      )}
      <div ref={place} className="form-place" />
    </>
  )
}
