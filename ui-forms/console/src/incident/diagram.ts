import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import MoveCanvasModule from 'diagram-js/lib/navigation/movecanvas'
import Viewer from 'bpmn-js/lib/Viewer'
import { type Mark, STEP_WORDS } from './steps'

/** bpmn-js behind what a run needs: draw, mark, zoom. The wheel is left to the page. */
export class Diagram {
  private readonly viewer: Viewer
  private marked: Mark[] = []

  constructor(container: HTMLElement) {
    this.viewer = new Viewer({
      container,
      additionalModules: [MoveCanvasModule],
      bpmnRenderer: {
        defaultFillColor: 'var(--diagram-fill)',
        defaultStrokeColor: 'var(--diagram-line)',
        defaultLabelColor: 'var(--diagram-text)',
      },
      textRenderer: { defaultStyle: { fontFamily: "'IBM Plex Sans', sans-serif" } },
    })
  }

  async draw(xml: string): Promise<void> {
    await this.viewer.importXML(xml)
    this.fit()
  }

  mark(marks: Mark[]): void {
    const canvas = this.viewer.get<Canvas>('canvas')
    const overlays = this.viewer.get<Overlays>('overlays')
    const elements = this.viewer.get<ElementRegistry>('elementRegistry')
    for (const { elementId, state } of this.marked) canvas.removeMarker(elementId, `step-${state}`)
    overlays.remove({ type: 'step' })
    // A run keeps the version it started with; the diagram may be a newer one that lacks an element.
    this.marked = marks.filter(({ elementId }) => elements.get(elementId) !== undefined)
    for (const mark of this.marked) {
      canvas.addMarker(mark.elementId, `step-${mark.state}`)
      overlays.add(mark.elementId, 'step', { position: { top: -10, left: -6 }, html: badge(mark) })
    }
  }

  fit(): void {
    this.viewer.get<Canvas>('canvas').zoom('fit-viewport')
  }

  zoom(factor: number): void {
    const canvas = this.viewer.get<Canvas>('canvas')
    canvas.zoom(canvas.zoom() * factor)
  }

  destroy(): void {
    this.viewer.destroy()
  }
}

function badge({ state, times }: Mark): HTMLElement {
  const { sign, text } = STEP_WORDS[state]
  const element = document.createElement('span')
  element.className = `step-badge step-badge--${state}`
  element.textContent = `${sign} ${text}${times > 1 ? ` ×${times}` : ''}`
  return element
}
