import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  note?: ReactNode
  className?: string
  children: ReactNode
}

export function Section({ title, note, className, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`section ${className ?? ''}`}>
      <header className="section-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
      </header>
      {children}
    </section>
  )
}
