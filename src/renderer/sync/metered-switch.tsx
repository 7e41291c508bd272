import { Switch } from '../components/switch.tsx'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'

/** Whether the network costs by the byte, so that pictures wait. */
export function MeteredSwitch() {
  const text = useText().sync.panel
  const { metered } = useSettings()
  const change = useChangeSettings()
  return (
    <Switch isSelected={metered} onChange={(chosen) => change({ metered: chosen })}>
      <span>
        {text.metered}
        <span className="sync-note">{text.meteredNote}</span>
      </span>
    </Switch>
  )
}
