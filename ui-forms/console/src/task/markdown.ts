/**
 * Renders a form's texts. They are templates into which alert titles are put, and an alert may bring Markdown of its own:
 * so there are no links, no images and no HTML, only headings, lists, emphasis and code.
 */
export class PlainMarkdown {
  render(markdown: string): string {
    return markdown
      .split(/\n{2,}/)
      .map((block) => rendered(block.trim()))
      .join('')
  }
}

export const plainMarkdown = {
  __init__: ['markdownRenderer'],
  markdownRenderer: ['type', PlainMarkdown],
}

function rendered(block: string): string {
  if (block === '') return ''
  const heading = /^(#{1,6})\s+([^\n]*)\n?([\s\S]*)$/.exec(block)
  if (heading?.[1] && heading[2] !== undefined) {
    const level = Math.max(3, heading[1].length)
    return `<h${level}>${inline(heading[2])}</h${level}>${rendered(heading[3] ?? '')}`
  }
  const lines = block.split('\n')
  if (lines.every((line) => /^\s*[-*]\s+/.test(line))) {
    return `<ul>${lines.map((line) => `<li>${inline(line.replace(/^\s*[-*]\s+/, ''))}</li>`).join('')}</ul>`
  }
  return `<p>${lines.map(inline).join('<br>')}</p>`
}

function inline(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
}

/** form-js has escaped what a template put in; escaping its `&lt;` again would show that to the reader. */
function escaped(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
