import type { Target } from '../api/types'
import { concerns, targetKey, wordsFor } from '../ui/actions'
import { TargetView } from '../ui/TargetView'

interface Props {
  approval: boolean
  actions: string[]
  targets: Target[]
}

/** Every action with every target it concerns, one by one: nobody should have to multiply in their head. */
export function Effects({ approval, actions, targets }: Props) {
  const rest = targets.filter((target) => !actions.some((action) => concerns(action, target)))
  return (
    <>
      <ol className="plain effects">
        {actions.map((action) => (
          <Effect
            key={action}
            action={action}
            targets={targets.filter((target) => concerns(action, target))}
          />
        ))}
      </ol>
      {approval && actions.length === 0 && <p className="alarm">▲ The request names no action.</p>}
      {rest.length > 0 && (
        <>
          {actions.length > 0 && <p className="quiet">Also named in the request:</p>}
          {rest.map((target) => (
            <TargetView key={targetKey(target)} target={target} />
          ))}
        </>
      )}
    </>
  )
}

function Effect({ action, targets }: { action: string; targets: Target[] }) {
  const words = wordsFor(action)
  return (
    <li className="effect">
      <p className="effect-head">
        <strong>{words.does}</strong> <span className="mono quiet small">{action}</span>
      </p>
      {targets.length === 0 && <p className="alarm">▲ No target for this action is named.</p>}
      {targets.map((target) => (
        <TargetView key={targetKey(target)} target={target} />
      ))}
      <p className="quiet small">{words.undo}</p>
    </li>
  )
}
