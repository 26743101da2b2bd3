import { loginAddress, useSessionEnded } from './session'

/** In the middle of work the page stays as it is: nobody's half-written comment is thrown away. */
export function SessionBanner() {
  if (!useSessionEnded()) return null
  return (
    <div className="banner banner--alarm" role="alert">
      <strong>You are signed out.</strong> What you see is no longer refreshed, and nothing you send will
      arrive. <a href={loginAddress(window.location)}>Sign in again</a>
    </div>
  )
}
