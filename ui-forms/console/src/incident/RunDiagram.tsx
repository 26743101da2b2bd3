import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import { Button } from '@carbon/react'
import { useEffect, useRef, useState } from 'react'
import type { Step } from '../api/types'
import { ProblemNotice } from '../ui/ProblemNotice'
import { Diagram } from './diagram'
import { marks } from './steps'

interface Props {
  xml: string
  steps: Step[]
  title: string
}

export default function RunDiagram({ xml, steps, title }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [diagram, setDiagram] = useState<Diagram | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  useEffect(() => {
    if (place.current === null) return
    let current = true
    const drawn = new Diagram(place.current)
    drawn.draw(xml).then(
      () => current && setDiagram(drawn),
      (problem: unknown) => current && setFailure(problem),
    )
    return () => {
      current = false
      setDiagram(null)
      drawn.destroy()
    }
  }, [xml])

  const current = steps.findLast(({ endedAt }) => endedAt === null)?.elementId
  useEffect(() => diagram?.mark(marks(steps)), [diagram, steps])
  useEffect(() => diagram?.showCurrent(), [diagram, current])

  return (
    <figure className="diagram" aria-label={`Diagram: ${title}`}>
      {failure !== null && (
        <ProblemNotice failure={failure} what="Cannot draw the diagram; the steps are listed below" />
      )}
      {/* it scrolls, so the keyboard must reach it */}
      <div className="diagram-frame" tabIndex={0} role="group" aria-label="Diagram, scrollable">
        <div className="diagram-canvas" ref={place} />
      </div>
      {diagram && (
        <div className="diagram-zoom">
          <Button size="sm" kind="ghost" onClick={() => diagram.zoom(0.8)} aria-label="Zoom out">
            −
          </Button>
          <Button size="sm" kind="ghost" onClick={() => diagram.zoom(1.25)} aria-label="Zoom in">
            +
          </Button>
          <Button size="sm" kind="ghost" onClick={() => diagram.fit()}>
            Fit
          </Button>
        </div>
      )}
    </figure>
  )
}
