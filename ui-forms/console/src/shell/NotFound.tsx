import { Link } from '@tanstack/react-router'

export function NotFound() {
  return (
    <>
      <h1>There is no such page</h1>
      <p>
        <Link to="/incidents">Go to the incidents</Link>
      </p>
    </>
  )
}
