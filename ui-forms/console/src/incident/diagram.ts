import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type { Shape } from 'diagram-js/lib/model/Types'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import Viewer from 'bpmn-js/lib/Viewer'
import { type Mark, STEP_WORDS } from './steps'

/** Smaller than this nothing can be read; then the diagram scrolls. */
const LEGIBLE = 0.7
/** Room for the badges above and the labels beside the outermost elements. */
const MARGIN = 24

/** bpmn-js behind what a run needs: draw, mark, zoom. Its frame scrolls as every other element does: by wheel, finger and key. */
export class Diagram {
  private readonly viewer: Viewer
  private readonly container: HTMLElement
  private marked: Mark[] = []
  private scale = 1

  constructor(container: HTMLElement) {
    this.container = container
    this.viewer = new Viewer({
      container,
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

  /** Brings what asks for attention into the middle of the frame. */
  showCurrent(): void {
    const current = this.marked.find(({ state }) => state === 'incident' || state === 'active')
    const frame = this.container.parentElement
    if (current === undefined || frame === null) return
    const shape = this.viewer.get<ElementRegistry>('elementRegistry').get(current.elementId) as Shape
    const { x, y } = this.bounds()
    frame.scrollLeft = (shape.x + shape.width / 2 - x) * this.scale - frame.clientWidth / 2
    frame.scrollTop = (shape.y + shape.height / 2 - y) * this.scale - frame.clientHeight / 2
  }

  fit(): void {
    const { width } = this.bounds()
    const room = this.container.parentElement?.clientWidth ?? width
    this.resize(Math.min(1, Math.max(LEGIBLE, room / width)))
  }

  zoom(factor: number): void {
    this.resize(Math.min(3, Math.max(0.2, this.scale * factor)))
  }

  private resize(scale: number): void {
    const bounds = this.bounds()
    this.scale = scale
    this.container.style.width = `${Math.floor(bounds.width * scale)}px`
    this.container.style.height = `${Math.floor(bounds.height * scale)}px`
    const canvas = this.viewer.get<Canvas>('canvas')
    canvas.resized()
    canvas.viewbox(bounds)
  }

  private bounds() {
    const { x, y, width, height } = this.viewer.get<Canvas>('canvas').viewbox().inner
    return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
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
