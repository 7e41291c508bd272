import type { Volume } from '../../shared/import.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { CardService } from '../ingest/card-service.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import type { EventHub } from './event-hub.ts'
import type { SettingsStore } from './settings-store.ts'

interface Sources {
  catalog: Pick<Catalog, 'onChange'>
  jobs: Pick<Jobs, 'onChange'>
  cards: Pick<CardService, 'onChange'>
  volumes: Pick<VolumeService, 'onChange'>
  settings: SettingsStore
  sync: Pick<SyncService, 'onChange'>
  events: EventHub
  /** Volumes that are there already: only what comes later was put in. */
  known: readonly Volume[]
}

/** Turns what the parts of the engine say into the events of the contract. */
export function announceChanges(sources: Sources): void {
  const { catalog, jobs, cards, volumes, settings, sync, events, known } = sources
  catalog.onChange(({ version, membership, slots, lists, details, undo }) => {
    events.publish({ kind: 'library', version, membership })
    if (lists) events.publish({ kind: 'lists' })
    if (details) events.publish({ kind: 'details', slots })
    if (undo) events.publish({ kind: 'undo', ...undo })
  })
  jobs.onChange((job) => events.publish({ kind: 'job', job }))
  settings.onChange((changed) => events.publish({ kind: 'settings', settings: changed }))
  sync.onChange((status) => events.publish({ kind: 'sync', status }))
  cards.onChange((change) => {
    if (change.kind === 'card') events.publish({ kind: 'card', card: change.card })
    else if (change.kind === 'report') {
      events.publish({ kind: 'import-report', cardId: change.cardId, report: change.report })
    } else events.publish({ kind: 'card-items', cardId: change.cardId, from: change.from, to: change.to })
  })

  let before = known
  volumes.onChange((now) => {
    events.publish({ kind: 'volumes', volumes: now })
    for (const { mountPath, name } of newCards(before, now)) {
      const open = settings.get().openImportOnCard
      events.publish({ kind: 'card-inserted', path: mountPath, name, open })
    }
    before = now
  })
}

function newCards(before: readonly Volume[], now: readonly Volume[]): { mountPath: string; name: string }[] {
  const there = new Set(before.map((volume) => volume.mountPath))
  return now.flatMap(({ isCard, mountPath, name }) =>
    isCard && mountPath !== null && !there.has(mountPath) ? [{ mountPath, name }] : [],
  )
}
