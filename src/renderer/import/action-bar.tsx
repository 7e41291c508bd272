import type { Card, ImportOptions, ImportPlan } from '../../shared/import.ts'
import type { Text } from '../../shared/text/index.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useText } from '../state/text-context.ts'
import type { ActionSums } from './action-sums.ts'
import { leftOutOf } from './items/card-filter.ts'
import './action-bar.css'

interface ActionBarProps {
  card: Card
  sums: ActionSums
  /** Why the copy cannot start now, in words; null when it can. */
  obstacle: string | null
  /** Seconds the copy will take at the speed of the last one; null while there was none. */
  estimate: number | null
  twoPlaces: boolean
  starting: boolean
  onStart(): void
}

/** What a copy started now would take and leave, and the one button that starts it. */
export function ActionBar({ card, sums, obstacle, estimate, twoPlaces, starting, onStart }: ActionBarProps) {
  const text = useText().import
  const { action, units } = text
  const sum = action.sum(sums.photos, sums.files, sums.bytes)
  return (
    <section className="action-bar" aria-label={action.name}>
      <span className="action-sum numeric">
        <b>{sum.photos}</b>
        {sum.rest}
      </span>
      <span className="action-rest numeric">
        {action.stays(card.rejected, card.alreadyImported, leftOutOf(card))}
      </span>
      <span className={obstacle === null ? 'action-estimate numeric' : 'action-obstacle'} role="status">
        {obstacle !== null && <Icon name="alert" size={14} />}
        {obstacle ?? (estimate === null ? '' : action.estimate(units.roughDuration(estimate), twoPlaces))}
      </span>
      <Button
        variant="primary"
        size="large"
        keyHint="Enter"
        busy={starting}
        disabledReason={obstacle ?? undefined}
        onPress={onStart}
      >
        {sums.photos === 0 ? action.nothing : action.copy(sums.photos)}
      </Button>
    </section>
  )
}

/** Why the copy cannot start: the first reason that the user can do something about. */
export function obstacleTo(
  text: Text,
  card: Card,
  options: ImportOptions,
  sums: ActionSums,
  plan: ImportPlan | null,
): string | null {
  const { action } = text.import
  const unreadable = card.state === 'removed' || (card.state === 'failed' && card.importId === null)
  if (card.error && unreadable) return text.errors[card.error.code](card.error.params)
  if (card.state === 'reading') return action.stillReading
  if (card.photos > 0 && card.alreadyImported === card.photos) return action.nothingNew
  if (sums.photos === 0) return options.copyFirst === 'picks-only' ? action.noPicks : action.allLeftOut
  if (options.to === '') return action.chooseFirst
  const problem = plan?.problems[0]
  return problem ? text.errors[problem.code](problem.params) : null
}
