import { createORPCClient, DynamicLink } from '@orpc/client'
import { AppError } from '../shared/errors.ts'
import { inRun } from '../shared/ipc/bulk.ts'
import type { EngineClient, HostBridge } from '../shared/ipc/client.ts'
import type { PreloadBridge } from '../shared/ipc/preload-bridge.ts'
import { openPortLink, openSocketLink } from './host/engine-links.ts'
import { LastingLink } from './host/lasting-link.ts'
import { postOpenLibrary } from './host/open-library.ts'

/**
 * The only file that knows how this page reaches the engine: over a WebSocket where a browser shows the app, over a
 * message port that the preload script asks for in Electron. Bulk bytes are under the page's own address in both.
 */
export async function connectHost(): Promise<HostBridge> {
  // Set by the preload script of the Electron host, and by nothing else.
  const { imageSpace: preload } = globalThis as { imageSpace?: PreloadBridge }
  const askHost = preload?.openLibrary ?? postOpenLibrary
  let epoch: string | null = null
  // While it goes over to another library, a page has not lost its engine.
  let leaving = false

  const link = new LastingLink(preload ? () => openPortLink(preload) : openSocketLink, async (opened) => {
    const client: EngineClient = createORPCClient(opened)
    const info = await client.app.info()
    epoch ??= info.epoch
    if (info.epoch === epoch) return
    // Another run of the engine: the slots that this page knows mean other photos there. It begins anew.
    return reload()
  })
  await link.current()

  return {
    engine: createORPCClient(new DynamicLink(() => link.current())),
    bulkUrl: (address) =>
      `/bulk/${epoch === null || /[?&]e=/.test(address) ? address : inRun(address, epoch)}`,
    chooseFolder: preload?.chooseFolder ?? null,
    async openLibrary(path) {
      leaving = true
      try {
        const refused = await askHost(path)
        if (refused) throw new AppError(refused.code, refused.params)
      } catch (error) {
        leaving = false
        throw error
      }
      return reload()
    },
    showInFolder: preload?.showInFolder ?? null,
    onConnection: (listener) =>
      link.onConnection((connected) => {
        if (!leaving) listener(connected)
      }),
  }
}

function reload(): Promise<never> {
  location.reload()
  return new Promise<never>(() => undefined)
}
