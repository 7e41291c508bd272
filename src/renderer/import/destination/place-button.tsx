import type { ImportPlan } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useVolumes } from '../../state/lists.ts'
import { useText } from '../../state/text-context.ts'
import './place-button.css'

interface PlaceButtonProps {
  path: string
  /** What the plan knows about it; undefined until there is one. */
  place: ImportPlan['destinations'][number] | undefined
  onPress(): void
}

/** A chosen folder: its volume, how full that is and will be. Pressing it chooses another. */
export function PlaceButton({ path, place, onPress }: PlaceButtonProps) {
  const { destination } = useText().import
  const volumes = useVolumes()
  const total = volumes.find(({ id }) => id === place?.volumeId)?.bytesTotal ?? null
  return (
    <>
      <Button className="place-button" onPress={onPress}>
        <Icon name="disk" />
        <span className="place-words">
          <span className="place-line">
            <span className="ellipsis">{place?.volumeName || lastNames(path)}</span>
            {place && <span className="place-free numeric">{destination.free(place.bytesFree)}</span>}
          </span>
          {place && total !== null && (
            <SpaceBar total={total} free={place.bytesFree} after={place.bytesFreeAfter} />
          )}
        </span>
        <span className="visually-hidden">{destination.change}</span>
        <Icon name="chevronDown" size={12} />
      </Button>
      <p className="place-path" title={path}>
        <span className="place-path-text">{path}</span>
      </p>
      {place && <p className="destination-note numeric">{destination.after(place.bytesFreeAfter)}</p>}
    </>
  )
}

function SpaceBar({ total, free, after }: { total: number; free: number; after: number }) {
  const used = Math.min(1, Math.max(0, 1 - free / total))
  const added = Math.min(1 - used, Math.max(0, (free - after) / total))
  return (
    <span className="space-bar" aria-hidden="true">
      <span className="space-used" style={{ width: `${used * 100}%` }} />
      <span className="space-added" style={{ width: `${added * 100}%` }} />
    </span>
  )
}

function lastNames(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).slice(-2).join('/')
}
