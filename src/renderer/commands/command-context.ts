import type { HostBridge } from '../../shared/ipc/client.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Text } from '../../shared/text/index.ts'
import type { Edits } from '../edits/apply-edits.ts'
import type { AlbumName } from '../edits/edit-store.ts'

/** What commands work with, besides the stores of the screen, the library and the loupe. */
export interface CommandContext {
  readonly text: Text
  readonly bridge: HostBridge
  readonly settings: Settings
  changeSettings(change: Partial<Settings>): void
  readonly edits: Edits
  readonly albums: readonly AlbumName[]
}
