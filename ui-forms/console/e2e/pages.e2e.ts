import { mkdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser, screenshots, SIZES } from './browser'
import { Fixture } from './fixture/server'

const PAGES = [
  { name: 'incidents', path: '/incidents', shows: 'Credential dumping on WS-0142' },
  { name: 'incident', path: '/incidents/INC-2026-000123', shows: 'Waiting for an approver: isolate WS-0142' },
  { name: 'tasks', path: '/tasks', shows: 'Look through the collected memory' },
  { name: 'approval', path: '/tasks/t-1', shows: 'Choose approve or reject' },
  { name: 'forbidden', path: '/tasks/t-2', shows: 'You requested this yourself' },
  { name: 'contained', path: '/contained', shows: 'SRV-DB-01' },
]

const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[]
const themes = ['light', 'dark'] as const

describe.each(sizes.flatMap((size) => themes.map((theme) => [size, theme] as const)))(
  '%s, %s',
  (size, theme) => {
    let fixture: Fixture
    let browser: Browser
    let address: string

    beforeAll(async () => {
      await mkdir(screenshots, { recursive: true })
      fixture = new Fixture()
      address = await fixture.start()
      browser = await Browser.open(size, theme)
    })
    afterAll(async () => {
      await browser.close()
      fixture.stop()
    })
    beforeEach(() => browser.wrong.splice(0))
    afterEach(() => expect(browser.wrong).toEqual([]))

    it.each(PAGES)(
      '$name: opens without errors, barriers or sideways scrolling',
      async ({ name, path, shows }) => {
        await browser.page.goto(address + path)
        await browser.page.getByText(shows).first().waitFor()
        await browser.page.waitForLoadState('load')
        await settled(browser, name)

        await browser.screenshot(`${name}-${size}-${theme}`)
        const overflow = await browser.page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        )
        expect(overflow).toBeLessThanOrEqual(0)
        expect(await browser.barriers()).toEqual([])
      },
    )
  },
)

/** What is loaded late: the diagram and the form. */
async function settled(browser: Browser, name: string): Promise<void> {
  if (name === 'incident') await browser.page.locator('.step-badge--active').waitFor()
  if (name === 'approval' || name === 'forbidden')
    await browser.page.locator('.fjs-form-field').first().waitFor()
  await browser.page.evaluate(() => document.fonts.ready)
}
