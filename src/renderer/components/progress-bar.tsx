import { ProgressBar as AriaProgressBar } from 'react-aria-components'
import './progress-bar.css'

interface ProgressBarProps {
  label: string
  done: number
  /** Null while nobody knows: the bar stays empty and the number beside it counts. */
  total: number | null
  /** Said to screen readers: "201 of 388". */
  valueText: string
  tone?: 'accent' | 'grey'
}

/** A bar that moves with real bytes or items. Numbers stand beside it. */
export function ProgressBar({ label, done, total, valueText, tone = 'accent' }: ProgressBarProps) {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total)
  return (
    <AriaProgressBar
      className={`progress-bar progress-${tone}`}
      aria-label={label}
      value={share * 100}
      valueLabel={valueText}
    >
      <span className="progress-fill" style={{ width: `${share * 100}%` }} />
    </AriaProgressBar>
  )
}
