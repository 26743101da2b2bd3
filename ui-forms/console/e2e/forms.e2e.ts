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
  task.form = JSON.parse(readFileSync(root + form, 'utf8')) as object
  task.targets = [workstation, account]
  task.request = {
    ...task.request,
    title: HOSTILE,
    reason: HOSTILE,
    actions: ['host.isolate', 'account.disable'],
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

function inside(folder: string): string[] {
  return readdirSync(root + folder).map((name) => `${folder}/${name}`)
}
