import { useLibrary } from '../state/library-store.ts'
import { useText } from '../state/text-context.ts'
import { Icon } from './icon.tsx'
import './notice-bar.css'

/** Said while the engine is away; it goes by itself when the engine is back. */
export function ConnectionLost() {
  const text = useText()
  const lost = useLibrary((state) => state.status === 'lost')
  if (!lost) return null
  return (
    <div className="notice-bar notice-error notice-lost" role="alert">
      <Icon name="alert" size={14} />
      <span>{text.app.engineLost}</span>
    </div>
  )
}
