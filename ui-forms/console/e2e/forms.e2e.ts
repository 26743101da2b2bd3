import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Task } from '../src/api/types'
import { Browser } from './browser'
import { account, HOSTILE, workstation } from './fixture/company'
import { Fixture } from './fixture/server'

const root = new URL('../../../', import.meta.url).pathname
const forms = inside('ui-forms/forms').filter((path) => path.endsWith('.form'))
const playbooks = inside('playbooks')
  .map((folder) => `${folder}/playbook.bpmn`)
  .filter((path) => existsSync(root + path))

const options = [
  { value: 'crowdstrike|1', label: `${HOSTILE} (crowdstrike 1)` },
  { value: 'none', label: 'None of them' },
] as const

let fixture: Fixture
let browser: Browser
let address: string

beforeAll(async () => {
  fixture = new Fixture()
  address = await fixture.start()
  browser = await Browser.open('phone')
})
afterAll(async () => {
  await browser.close()
  fixture.stop()
})
beforeEach(() => browser.wrong.splice(0))
afterEach(() => expect(browser.wrong).toEqual([]))

it('finds the forms and playbooks of this repository', () => {
  expect(forms).not.toEqual([])
  expect(playbooks).not.toEqual([])
})

it.each(forms)('shows %s under the strict policy', async (form) => {
  const task = fixture.api.tasks[0] as Task
  task.form = read(form)
  task.targets = [workstation, account]
  task.request = {
    ...task.request,
    title: HOSTILE,
    reason: HOSTILE,
    actions: ['host.isolate', 'account.disable'],
    options,
    picked: [{ what: HOSTILE, by: 'ravi' }],
    accountProblem: HOSTILE,
  }
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await page.locator('.fjs-form-field').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await browser.screenshot(`form-${form.replaceAll('/', '-')}`)
  expect(await page.locator('a[href*="evil"], img[src="x"]').count()).toBe(0)
  expect(await sidewaysScrolling(), 'pixels of sideways scrolling').toBe(0)
  expect(await browser.barriers()).toEqual([])
})

it('sends which of the offered targets was picked, and no other can be', async () => {
  const task = fixture.api.tasks[0] as Task
  Object.assign(task, {
    form: read('ui-forms/forms/pick-target.form'),
    approval: false,
    targets: [workstation],
  })
  task.request = { ...task.request, actions: [], options }
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await page.getByText('None of them').waitFor()
  const offered = page.locator('.fjs-inline-label')
  expect((await offered.allInnerTexts()).map((label) => label.replaceAll('\u2060', ''))).toEqual(
    options.map(({ label }) => label),
  )
  await offered.first().locator('label').click()
  await page.getByRole('button', { name: 'Complete the task' }).click()
  await page.getByText('is recorded').waitFor()
  expect(fixture.api.sent.at(-1)?.body).toMatchObject({ values: { pick: 'crowdstrike|1' } })
})

it.each(playbooks)('draws %s', async (playbook) => {
  fixture.api.bpmn = readFileSync(root + playbook, 'utf8')
  const { page } = browser
  await page.goto(`${address}/incidents/INC-2026-000123`)
  await page.locator('.djs-shape').first().waitFor()
  await browser.screenshot(`playbook-${playbook.replaceAll('/', '-')}`)
})

async function sidewaysScrolling(): Promise<number> {
  return browser.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}

function read(form: string): object {
  return JSON.parse(readFileSync(root + form, 'utf8')) as object
}

function inside(folder: string): string[] {
  return readdirSync(root + folder).map((name) => `${folder}/${name}`)
}
