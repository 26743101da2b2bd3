import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const screenshots = process.env.CORDON_SCREENSHOTS ?? join(tmpdir(), 'cordon-console')

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const

/** A window in a fresh profile that writes down everything that goes wrong in it. */
export class Browser {
  readonly wrong: string[] = []
  readonly page: Page
  private readonly context: BrowserContext
  private readonly profile: string

  private constructor(context: BrowserContext, page: Page, profile: string) {
    this.context = context
    this.page = page
    this.profile = profile
  }

  static async open(
    size: keyof typeof SIZES = 'desktop',
    theme: 'light' | 'dark' = 'light',
  ): Promise<Browser> {
    const profile = await mkdtemp(join(tmpdir(), 'cordon-browser-'))
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CORDON_CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: FLAGS,
      viewport: SIZES[size],
      colorScheme: theme,
      timezoneId: 'Europe/Berlin',
    })
    const browser = new Browser(context, context.pages()[0] ?? (await context.newPage()), profile)
    await browser.listen()
    return browser
  }

  async close(): Promise<void> {
    await this.context.close()
    await rm(this.profile, { recursive: true, force: true })
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
  }

  /** Serious and critical violations of WCAG A and AA, in words. */
  async barriers(): Promise<string[]> {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    await this.page.evaluate(axe)
    const found = await this.page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
    )
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)
  }

  private async listen(): Promise<void> {
    this.page.on('pageerror', (error) => this.wrong.push(`error: ${error.message}`))
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.wrong.push(`console: ${message.text()}`)
    })
    await this.page.exposeFunction('noteViolation', (text: string) => this.wrong.push(`policy: ${text}`))
    await this.page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
      window.noteViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber))`)
  }
}
