import { afterEach, beforeEach, expect, it } from 'vitest'
import { Browser } from './browser'
import { HOSTILE, server } from './fixture/company'
import { Fixture } from './fixture/server'

let fixture: Fixture
let browser: Browser
let address: string

beforeEach(async () => {
  fixture = new Fixture()
  address = await fixture.start()
  browser = await Browser.open('phone')
})
afterEach(async () => {
  await browser.close()
  fixture.stop()
})

/** form-js draws its radio buttons itself; the label is what people press. */
async function choose(label: string): Promise<void> {
  await browser.page.getByText(label, { exact: true }).click()
}

it('approves exactly what was shown, from a phone', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await choose('Approve')
  await page.getByLabel('Comment').fill('Confirmed with the owner')
  await page.getByRole('button', { name: 'Approve: isolate host · WS-0142' }).click()
  await page.getByText('Your decision is recorded').waitFor()

  expect(fixture.api.sent).toEqual([
    {
      path: '/api/tasks/t-1/completion',
      body: {
        digest: 'sha256:1f8a02c49c7b5be0e7d0a4419c1f6b0f4f3d3b8f9a10d2c3b4a5968778695be0',
        values: { decision: 'approve', comment: 'Confirmed with the owner' },
      },
      key: undefined,
    },
  ])
  expect(browser.wrong).toEqual([])
})

it('decides nothing when Enter is pressed in a field', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-3`)
  await page.getByLabel('Finding').fill('Mimikatz')
  await page.getByLabel('Finding').press('Enter')
  await page.getByRole('button', { name: 'Complete the task' }).waitFor()
  expect(fixture.api.sent).toEqual([])
})

it('does not let a changed request be decided before it is read', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await choose('Approve')
  const task = fixture.api.tasks[0]
  if (task) Object.assign(task, { digest: `sha256:${'ab'.repeat(32)}`, targets: [server] })

  await page.getByText('What would happen has changed').waitFor()
  expect(await page.getByText('+ now also:').locator('..').textContent()).toContain('SRV-DB-01')
  expect(await page.getByRole('button', { name: /^Approve: / }).isDisabled()).toBe(true)
  await browser.screenshot('approval-changed')

  await page.getByRole('button', { name: 'Read the new version' }).click()
  await page.getByText('sha256:abab abab … abab').waitFor()
  expect(await page.getByRole('radio', { name: 'Approve' }).isChecked()).toBe(false)
})

it('says that somebody else was faster', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await choose('Reject')
  fixture.api.refuse = {
    status: 409,
    type: 'urn:cordon:problem:already-decided',
    title: 'Already decided',
    detail: 'amina approved it at 02:14.',
  }
  await page.getByRole('button', { name: 'Reject: nothing is done' }).click()
  await page.getByText('Somebody decided before you').waitFor()
  await page.getByText('amina approved it at 02:14.').waitFor()
})

it('does not know what became of a decision whose answer was lost', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await choose('Approve')
  await page.route('**/completion', (route) => route.abort())
  await page.getByRole('button', { name: /^Approve: / }).click()
  await page.getByText('may or may not have been counted').waitFor()
})

it('shows what an attacker wrote as text', async () => {
  const { page } = browser
  await page.goto(`${address}/incidents/INC-2026-000123`)
  await page.getByText(HOSTILE).first().waitFor()
  await page.goto(`${address}/tasks/t-1`)
  await page.getByText('[click](https://evil.example)').first().waitFor()
  expect(await page.locator('a[href*="evil"], img[src="x"]').count()).toBe(0)
  expect(browser.wrong).toEqual([])
})

it('goes on with the timeline after the stream was cut', async () => {
  const { page } = browser
  await page.goto(`${address}/incidents/INC-2026-000123`)
  await page.getByText('● live').waitFor()
  fixture.api.append('Said while listening')
  await page.getByText('Said while listening').waitFor()

  fixture.api.cutStreams()
  fixture.api.append('Said while nobody listened', false)
  await page.getByText('Said while nobody listened').waitFor()
  expect(await page.locator('.entry').count()).toBe(12)
})

it('asks before it releases, and sends the reason', async () => {
  const { page } = browser
  await page.goto(`${address}/contained`)
  await page.getByRole('button', { name: 'Release m.keller' }).click()
  await page.getByLabel('Reason (stands in the timeline)').fill('Password was reset')
  await browser.screenshot('release')
  await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click()
  await expect
    .poll(() => fixture.api.sent)
    .toEqual([
      { path: '/api/containments/c-1/release', body: { reason: 'Password was reset' }, key: undefined },
    ])
})

it('starts a playbook with one key, however often the answer is lost', async () => {
  const { page } = browser
  await page.goto(`${address}/incidents/INC-2026-000123`)
  await page.getByRole('button', { name: 'Start playbook' }).click()
  await page.getByLabel('Playbook', { exact: true }).selectOption('contain-host')
  await page.getByRole('textbox', { name: 'Reason' }).fill('Lateral movement')
  fixture.api.refuse = { status: 503, type: 'about:blank', title: 'Overloaded', detail: 'Try again.' }
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByText('The start was not confirmed').waitFor()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const [first, second] = fixture.api.sent
  expect(first?.body).toEqual({
    incident: 'INC-2026-000123',
    inputs: { target: { host: 'WS-0142', account: 'm.keller' }, reason: 'Lateral movement' },
  })
  expect(first?.key).toBeTruthy()
  expect(second).toEqual(first)
})

it('goes to the sign-in and comes back to the same page', async () => {
  const { page } = browser
  fixture.api.signedIn = false
  await page.goto(`${address}/tasks/t-1?a=b`)
  await page.getByText('Choose approve or reject').waitFor()
  expect(new URL(page.url()).pathname).toBe('/tasks/t-1')
})

it('keeps the page when the session ends, and says so', async () => {
  const { page } = browser
  await page.goto(`${address}/tasks/t-1`)
  await choose('Approve')
  fixture.api.signedIn = false
  await page.getByText('You are signed out.').waitFor()
  await page.getByText('Choose approve or reject').waitFor({ state: 'detached' })
  expect(await page.getByRole('radio', { name: 'Approve' }).isChecked()).toBe(true)
})
