import type { HostBridge } from '../../shared/ipc/client.ts'
import type { Text } from '../../shared/text/index.ts'
import { chooseFolder } from '../folder-chooser/choose-folder.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'

/** Asks for a folder and opens the library in it; the page begins anew there. What is in the way is said. */
export async function openOtherLibrary(bridge: HostBridge, text: Text): Promise<void> {
  const { chooseLibrary: title, chooseLibraryNote: note } = text.app
  const path = await chooseFolder(bridge, { title, note, start: null, writable: true })
  if (path === null) return
  try {
    await bridge.openLibrary?.(path)
  } catch (error) {
    showNotice({ kind: 'error', text: errorSentence(text, error) })
  }
}
