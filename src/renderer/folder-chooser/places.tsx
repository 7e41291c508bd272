import { ListBox, ListBoxItem } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import { useVolumes } from '../state/lists.ts'
import { useText } from '../state/text-context.ts'
import { useBrowse } from './use-browse.ts'

interface PlacesProps {
  current: string | null
  onGo(path: string): void
}

/** Where folders begin: the home folder and every connected volume, with its free space. */
export function Places({ current, onGo }: PlacesProps) {
  const text = useText().import.chooser
  const volumes = useVolumes()
  const { folder: top } = useBrowse(null)
  const places = (top?.folders ?? []).map((place) => {
    const volume = volumes.find(({ mountPath }) => mountPath === place.path)
    return { ...place, free: volume?.bytesFree ?? null, isVolume: volume !== undefined }
  })
  return (
    <ListBox
      className="places"
      aria-label={text.volumes}
      items={places}
      selectionMode="single"
      selectedKeys={places.filter(({ path }) => path === current).map(({ path }) => path)}
      onAction={(key) => onGo(String(key))}
    >
      {(place) => (
        <ListBoxItem id={place.path} className="folder-row" textValue={place.name}>
          <Icon name={place.isCard ? 'card' : place.isVolume ? 'disk' : 'folder'} size={14} />
          <span className="place-name">
            <span className="ellipsis">{place.name}</span>
            {place.free !== null && <span className="place-free numeric">{text.free(place.free)}</span>}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  )
}
