import { Slider } from '../components/slider.tsx'
import { Icon } from '../components/icon.tsx'
import { JobsStatus } from '../jobs/jobs-status.tsx'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { SyncButton } from '../sync/sync-button.tsx'
import { useText } from '../state/text-context.ts'

/** The bar at the bottom: what runs in the background, and how large photos are. */
export function StatusBar() {
  const text = useText().library.top
  const { rowHeight } = useSettings()
  const change = useChangeSettings()
  return (
    <footer className="status-bar" aria-label={text.status}>
      <div className="status-jobs" data-region="jobs">
        <JobsStatus />
      </div>
      <SyncButton />
      <Icon name="grid" size={12} />
      <Slider
        label={text.rowHeight}
        value={rowHeight}
        minValue={80}
        maxValue={400}
        step={2}
        onChange={(height) => change({ rowHeight: height })}
      />
    </footer>
  )
}
