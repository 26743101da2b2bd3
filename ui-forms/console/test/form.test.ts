import { expect, it } from 'vitest'
import { PlainMarkdown } from '../src/task/markdown'
import { choiceIn, formData, withoutSubmit } from '../src/task/schema'
import { concerns } from '../src/ui/actions'
import { account, tasks, workstation } from '../e2e/fixture/company'

const render = (text: string) => new PlainMarkdown().render(text)

it('renders headings, lists, emphasis and line breaks', () => {
  expect(render('## Title\n\nOne **two**\nthree\n\n- a\n- b')).toBe(
    '<h3>Title</h3><p>One <strong>two</strong><br>three</p><ul><li>a</li><li>b</li></ul>',
  )
})

it.each([
  ['[click](https://evil.example)', '<p>[click](https://evil.example)</p>'],
  ['![](https://evil.example/seen.png)', '<p>![](https://evil.example/seen.png)</p>'],
  ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
  ['<https://evil.example>', '<p>&lt;https://evil.example&gt;</p>'],
  ['# <script>', '<h3>&lt;script&gt;</h3>'],
])('makes no link, image or element of %s', (text, html) => {
  expect(render(text)).toBe(html)
})

it('does not escape what the template has escaped', () => {
  expect(render('&lt;img&gt; &#123; & co')).toBe('<p>&lt;img&gt; &#123; &amp; co</p>')
})

it("takes out a form's own submit buttons, however deep", () => {
  const submit = { type: 'button', action: 'submit' }
  const field = { type: 'textfield', key: 'a' }
  const schema = {
    type: 'default',
    components: [field, submit, { type: 'group', components: [submit, field] }],
  }
  expect(withoutSubmit(schema)).toEqual({
    type: 'default',
    components: [field, { type: 'group', components: [field] }],
  })
})

it('reads a choice only from the words approve and reject', () => {
  expect(choiceIn({ decision: 'approve' })).toBe('approve')
  expect(choiceIn({ decision: true })).toBeNull()
  expect(choiceIn({})).toBeNull()
})

it('lets no label of an option be a template', () => {
  const [task] = tasks()
  if (task === undefined) throw new Error('the fixture has no task')
  const options = [{ value: 'a', label: '=1+1' }, { value: 'b', label: 'B {{=1+1}}' }, 'c']
  expect(
    formData({ ...task, request: { ...task.request, options } as typeof task.request }).request,
  ).toMatchObject({
    options: [{ value: 'a', label: '\u2060=1+1' }, { value: 'b', label: '\u2060B {\u2060{=1+1}}' }, 'c'],
  })
})

it('knows what an action concerns', () => {
  expect(concerns('host.isolate', workstation)).toBe(true)
  expect(concerns('host.isolate', account)).toBe(false)
  expect(concerns('sessions.revoke', account)).toBe(true)
})
