import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import { isOurPage } from './page-address.ts'

type Sender = Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame' | 'sender'>

/** True for the main frame of one of our own pages, and for nothing else that might run in a window. */
export function isTrusted(event: Sender): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOurPage(frame.url)
}

/** The one way to answer calls of the preload: sender checked, argument parsed. */
export function handle<T>(
  ipc: Pick<IpcMain, 'handle'>,
  channel: string,
  argument: z.ZodType<T>,
  answer: (argument: T) => Promise<unknown>,
): void {
  ipc.handle(channel, async (event, given: unknown) => {
    if (!isTrusted(event)) throw new Error(`${channel}: refused`)
    return answer(argument.parse(given))
  })
}
