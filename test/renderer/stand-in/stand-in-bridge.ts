import { packColumns, packColumnsDelta } from '../../../src/shared/columns-codec.ts'
import type { HostBridge } from '../../../src/shared/ipc/client.ts'
import { type StandInLibrary, standInEngine } from './stand-in-router.ts'
import { makeSomeUnusual, type PictureFacts, syntheticColumns } from './synthetic-library.ts'

/**
 * A host without an engine: the contract is answered in the page, from a synthetic library in memory. Pictures come
 * from the server under /bulk/ (serve-pictures.ts); columns and orders from this page itself.
 */
export function standInBridge(photos: number, pictures: readonly PictureFacts[]): HostBridge {
  const library: StandInLibrary = {
    columns: syntheticColumns(photos, pictures),
    pictures,
    version: 1,
    changes: [],
    orders: new Map(),
  }
  makeSomeUnusual(library.columns)
  const bytes = (data: Uint8Array<ArrayBuffer>) => URL.createObjectURL(new Blob([data]))
  return {
    engine: standInEngine(library),
    bulkUrl: (address) => {
      const since = /^columns\?since=(\d+)$/.exec(address)
      if (since) {
        const slots = library.changes.slice(Number(since[1]) - 1).flat()
        return bytes(packColumnsDelta(library.columns, library.version, [...new Set(slots)]))
      }
      if (address === 'columns') return bytes(packColumns(library.columns, library.version))
      const order = /^order\/(.*)$/.exec(address)
      if (order) return bytes(new Uint8Array(library.orders.get(order[1]!)!.slice().buffer))
      return `/bulk/${address}`
    },
    chooseFolder: null,
    openLibrary: null,
    showInFolder: null,
    onConnection: () => () => undefined,
  }
}
