import { openConflicts } from '../conflicts/open-conflicts.ts'
import { openJoining } from '../joining/open-joining.ts'
import { askSignOut, openSpace } from '../space/open-space.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useSync } from '../sync/sync-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'

type Shared = Pick<Command, 'group' | 'keys' | 'enabled'>

/** The image space: the ways in, sync, and what the member can see and do there. */
export function spaceCommands(context: CommandContext): Command[] {
  const { titles, reasons } = context.text.commands
  const { status } = useSync.getState()
  const joined = status !== null && status.state !== 'no-account'
  const inside: Shared = { group: 'space', keys: [], enabled: joined ? true : reasons.noSpace }
  const outside: Shared = { group: 'space', keys: [], enabled: joined ? reasons.hasSpace : true }
  // A session may have ended, or a password be lost.
  const shutOut = status?.state === 'needs-you' || status?.state === 'locked'
  const again: Shared = shutOut ? { ...outside, enabled: true } : outside
  const always: Shared = { group: 'space', keys: [], enabled: true }
  return [
    {
      id: 'image-space',
      title: titles['image-space'],
      icon: 'cloud',
      ...always,
      run: () => openSpace('overview'),
    },
    {
      id: 'create-space',
      title: titles['create-space'],
      icon: 'cloud',
      ...outside,
      run: () => openJoining('register'),
    },
    { id: 'sign-in', title: titles['sign-in'], icon: 'device', ...again, run: () => openJoining('sign-in') },
    { id: 'recover', title: titles.recover, icon: 'key', ...again, run: () => openJoining('recover') },
    ...syncCommands(context, inside),
    { id: 'conflicts', title: titles.conflicts, icon: 'merge', ...always, run: () => openConflicts() },
    { id: 'devices', title: titles.devices, icon: 'device', ...inside, run: () => openSpace('devices') },
    { id: 'accesses', title: titles.accesses, icon: 'eye', ...inside, run: () => openSpace('accesses') },
    { id: 'kit', title: titles.kit, icon: 'key', ...inside, run: () => openSpace('kit') },
    { id: 'sign-out', title: titles['sign-out'], icon: 'close', ...inside, run: askSignOut },
  ]
}

function syncCommands({ text, bridge }: CommandContext, inside: Shared): Command[] {
  const { titles } = text.commands
  const { sync } = bridge.engine
  const paused = useSync.getState().status?.state === 'paused'
  const run = (act: () => Promise<unknown>) => async () => {
    try {
      await act()
    } catch (error) {
      showNotice({ kind: 'error', text: errorSentence(text, error) })
    }
  }
  return [
    {
      id: 'sync-status',
      title: titles['sync-status'],
      icon: 'cloud',
      ...inside,
      run: () => useScreen.setState({ overlay: 'sync' }),
    },
    { id: 'sync-now', title: titles['sync-now'], icon: 'cloud', ...inside, run: run(() => sync.now({})) },
    {
      id: 'sync-pause',
      title: paused ? titles['sync-resume'] : titles['sync-pause'],
      icon: paused ? 'play' : 'pause',
      ...inside,
      run: run(() => (paused ? sync.resume() : sync.pause())),
    },
  ]
}
