import type { Volume } from '../../shared/import.ts'
import { IconButton } from '../components/button.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { useFormat } from '../state/format-context.ts'
import { showNotice } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { SidebarRow } from './sidebar-row.tsx'

/** Key of a volume's row; a volume shows the photos of its folders. */
export const volumeKey = (volume: Volume) => `volume ${volume.id}`

export function VolumeRow({ volume }: { volume: Volume }) {
  const text = useText()
  const words = text.library.sidebar
  const format = useFormat()
  const engine = useEngine()
  const fail = (error: unknown) => showNotice({ kind: 'error', text: errorSentence(text, error) })

  const open = async () => {
    if (!volume.isCard || volume.mountPath === null) {
      useScreen.setState({ source: { kind: 'folder', volumeId: volume.id, path: '' }, search: '' })
      return
    }
    const { cardId } = await engine.cards.open({ path: volume.mountPath })
    useScreen.setState({ screen: 'import', cardId })
  }
  const connected = volume.mountPath !== null
  const note = !connected
    ? words.unplugged
    : volume.isCard
      ? words.card
      : volume.bytesFree === null
        ? undefined
        : words.free(format.bytes(volume.bytesFree))
  return (
    <SidebarRow
      id={volumeKey(volume)}
      name={volume.name}
      icon={!connected ? 'unplugged' : volume.isCard ? 'card' : 'disk'}
      {...(note !== undefined && { note })}
      dimmed={!connected}
      onAction={() => void open().catch(fail)}
      actions={
        connected &&
        volume.removable && (
          <IconButton
            icon="eject"
            label={words.eject}
            className="sidebar-action"
            onPress={() => void engine.volumes.eject({ volumeId: volume.id }).catch(fail)}
          />
        )
      }
    />
  )
}
