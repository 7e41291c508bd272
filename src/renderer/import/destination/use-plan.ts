import { useEffect, useEffectEvent, useState } from 'react'
import type { Card, ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { useEngine } from '../../state/bridge-context.ts'

/** Marks come in quick rows; one plan for each row is enough. */
const settleMilliseconds = 120

interface Asked {
  cardId: string
  options: string
  items: unknown
}

interface PlanState {
  plan: ImportPlan | null
  error: unknown
  /** It belongs to what is shown now, not to what was shown a moment ago. */
  current: boolean
}

/** What would happen to the card with these options. Asked again when either, or a mark on the card, changes. */
export function usePlan(card: Card | null, options: ImportOptions, items: unknown): PlanState {
  const engine = useEngine()
  const [answer, setAnswer] = useState<{ asked: Asked; plan: ImportPlan | null; error: unknown } | null>(null)
  const cardId = card?.cardId ?? ''
  const optionsText = JSON.stringify(options)
  const askable = card !== null && card.state !== 'reading' && card.state !== 'copying' && options.to !== ''

  const ask = useEffectEvent(async (asked: Asked, gone: AbortSignal) => {
    const result = await engine.cards.plan({ cardId, options }).then(
      (plan) => ({ asked, plan, error: null }),
      (error: unknown) => ({ asked, plan: null, error }),
    )
    if (!gone.aborted) setAnswer(result)
  })
  useEffect(() => {
    if (!askable) return
    const gone = new AbortController()
    const asked = { cardId, options: optionsText, items }
    const timer = setTimeout(() => void ask(asked, gone.signal), settleMilliseconds)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [askable, cardId, optionsText, items])

  if (answer?.asked.cardId !== cardId) return { plan: null, error: null, current: false }
  const current = answer.asked.options === optionsText && answer.asked.items === items
  return { plan: answer.plan, error: answer.error, current }
}
