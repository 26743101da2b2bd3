/** What a run is started with: names as the alert said them; the playbook resolves them to exactly one target. */
export interface Order {
  playbook: string
  host: string
  account: string
  reason: string
}

export function missing(order: Order): string | null {
  if (order.playbook === '') return 'Choose a playbook.'
  if (order.host.trim() === '' && order.account.trim() === '') return 'Name a host or an account.'
  if (order.reason.trim() === '') return 'Say why; it stands in the timeline.'
  return null
}

export function bodyOf(incident: string, order: Order) {
  const target = { host: order.host.trim() || null, account: order.account.trim() || null }
  return { incident, inputs: { target, reason: order.reason.trim() } }
}

/**
 * The same order keeps its key, so that pressing again after a lost answer starts nothing twice; another order gets
 * another one.
 */
export class RunKeys {
  private text = ''
  private key = ''

  for(playbook: string, body: object): string {
    const text = `${playbook} ${JSON.stringify(body)}`
    if (text !== this.text) {
      this.text = text
      this.key = random()
    }
    return this.key
  }
}

/** crypto.randomUUID is missing where the page is not served over TLS. */
function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
