import { validateAllZeebe } from '@bpmn-io/element-templates-validator'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const file = new URL('../../../playbooks/element-templates/cordon.json', import.meta.url)
const templates = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[]

it("fits the schema of Camunda's Modeler", () => {
  const { valid, results } = validateAllZeebe(templates)
  expect(results.flatMap(({ errors }) => errors ?? [])).toEqual([])
  expect(valid).toBe(true)
  expect(results).toHaveLength(templates.length)
})

it('would not fit it without what it applies to', () => {
  const { appliesTo: _, ...broken } = templates[0] ?? {}
  expect(validateAllZeebe([broken]).valid).toBe(false)
})
