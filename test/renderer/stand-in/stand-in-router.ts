import { createRouterClient, EventPublisher, implement, ORPCError } from '@orpc/server'
import { FLAG_CODES, LABEL_CODES, State, type Columns } from '../../../src/shared/columns.ts'
import type { EditSummaryKey, PhotoChange, PhotoSet } from '../../../src/shared/edits.ts'
import type { EngineClient } from '../../../src/shared/ipc/client.ts'
import { contract } from '../../../src/shared/ipc/contract.ts'
import type { EngineEvent } from '../../../src/shared/ipc/events.ts'
import type { Job } from '../../../src/shared/jobs.ts'
import type { SyncStatus } from '../../../src/shared/sync-status.ts'
import { changedSettings, defaultSettings, type Settings } from '../../../src/shared/settings.ts'
import type { ViewQuery } from '../../../src/shared/view.ts'
import { standInCards } from './stand-in-cards.ts'
import {
  albumId,
  cameras,
  lenses,
  type PictureFacts,
  slotOfId,
  syntheticCell,
  syntheticDetail,
  volumeId,
} from './synthetic-library.ts'

export interface StandInLibrary {
  columns: Columns
  pictures: readonly PictureFacts[]
  version: number
  /** Slots changed by each version after the first. */
  changes: (readonly number[])[]
  orders: Map<string, Uint32Array>
}

/** Answers the contract from memory. Edits change the columns; nothing is kept. */
export function standInEngine(library: StandInLibrary): EngineClient {
  const { columns, pictures, orders } = library
  const os = implement(contract)
  const publisher = new EventPublisher<{ event: EngineEvent }>()
  const say = (event: EngineEvent) => publisher.publish('event', event)
  const undoable: (() => void)[] = []
  const redoable: (() => void)[] = []
  let settings: Settings = defaultSettings
  let albums = [
    { id: albumId(1), title: 'Winter light', slots: range(60) },
    { id: albumId(2), title: 'Ships and rails', slots: range(34) },
    { id: albumId(3), title: 'Prints 2025', slots: [] as number[] },
  ]

  function range(length: number) {
    return Array.from({ length }, (_, index) => columns.length - 1 - index * 3)
  }

  function inSource(source: ViewQuery['source'], slot: number): boolean {
    const trashed = (columns.state[slot]! & State.trashed) !== 0
    if (source.kind === 'trash') return trashed
    if (trashed) return false
    if (source.kind === 'picks') return columns.flag[slot] === 1
    if (source.kind === 'last-import' || source.kind === 'import') return slot >= columns.length - 412
    if (source.kind === 'folder')
      return source.path === '' || Math.floor(slot / 48) % 3 === source.path.length % 3
    return true
  }

  function viewOf(query: ViewQuery): number[] {
    const { source, search } = query
    const album = source.kind === 'album' ? albums.find(({ id }) => id === source.id) : undefined
    const slots = album ? album.slots : Array.from({ length: columns.length }, (_, slot) => slot)
    const minimum = Number(/rating:>=(\d)/.exec(search)?.[1] ?? 0)
    const word = search.replace(/\S+:\S+/g, '').trim()
    const kept = slots.filter(
      (slot) =>
        (album !== undefined || inSource(source, slot)) &&
        columns.rating[slot]! >= minimum &&
        (word === '' || syntheticCell(columns, slot).title.toLowerCase().includes(word.toLowerCase())),
    )
    const at = (slot: number) => columns.day[slot]! * 1440 + columns.minute[slot]!
    const sign = query.sort.descending ? -1 : 1
    const value = query.sort.field === 'rating' ? (slot: number) => columns.rating[slot]! : at
    return query.sort.field === 'album' ? kept : kept.sort((a, b) => sign * (value(a) - value(b) || a - b))
  }

  function changed(slots: readonly number[], membership: boolean) {
    library.version++
    library.changes.push(slots)
    say({ kind: 'library', version: library.version, membership })
    say({ kind: 'details', slots: slots.length > 100 ? null : [...slots] })
    say({ kind: 'undo', canUndo: undoable.length > 0, canRedo: redoable.length > 0 })
  }

  const detailOf = (slot: number) => ({
    ...syntheticDetail(columns, slot, pictures[slot % pictures.length]!),
    albums: albums.filter((album) => album.slots.includes(slot)).map(({ id, title }) => ({ id, title })),
  })
  const slotsOf = (photos: PhotoSet) => ('slots' in photos ? photos.slots : photos.ids.map(slotOfId))

  function change(slot: number, { field, value }: Extract<PhotoChange, { value: unknown }>) {
    if (field === 'rating') columns.rating[slot] = value
    if (field === 'flag') columns.flag[slot] = FLAG_CODES.indexOf(value)
    if (field === 'label') columns.label[slot] = LABEL_CODES.indexOf(value)
    if (field === 'trashed') columns.state[slot]! ^= State.trashed
  }

  const result = (count: number, key: EditSummaryKey, params: Record<string, string | number> = {}) => ({
    changed: count,
    summary: { key, params: { count, ...params } },
    canUndo: undoable.length > 0,
    canRedo: redoable.length > 0,
  })

  let jobs: Job[] = [runningJob('index', 'Harbour'), previewsJob]
  const setJob = (job: Job) => {
    jobs = [...jobs.filter(({ id }) => id !== job.id), job]
    say({ kind: 'job', job })
  }
  const jobAs = (id: string, state: Job['state']): Job => {
    setJob({ ...(jobs.find((job) => job.id === id) ?? previewsJob), state })
    return jobs.at(-1)!
  }
  const listsChanged = () => say({ kind: 'lists' })

  const router = os.router({
    app: {
      info: os.app.info.handler(() => ({
        version: '0.1.0',
        platform: 'linux',
        libraryPath: '/home/aki/Pictures/Image Space',
        epoch: 'stand-in',
        photos: columns.length,
        trashed: 0,
        notice: null,
        defaultImportFolder: '/home/aki/Pictures',
      })),
      events: os.app.events.handler(async function* ({ signal }) {
        yield* publisher.subscribe('event', signal ? { signal } : {})
      }),
      settings: os.app.settings.handler(() => settings),
      changeSettings: os.app.changeSettings.handler(({ input }) => {
        settings = changedSettings(settings, input)
        say({ kind: 'settings', settings })
        return settings
      }),
      doctor: os.app.doctor.handler(() => ({ ok: true, findings: [] })),
      settled: os.app.settled.handler(() => ({})),
      stop: os.app.stop.handler(() => ({ stopping: false })),
    },
    photos: {
      view: os.photos.view.handler(({ input }) => {
        const slots = viewOf(input)
        const viewId = `view${orders.size}`
        orders.set(viewId, Uint32Array.from(slots))
        const wrong = /\w+:>?(\d+[A-Za-z]\w*)/.exec(input.search)
        return {
          viewId,
          count: slots.length,
          sourceCount: viewOf({ ...input, search: '' }).length,
          bytes: slots.length * 54_000_000,
          problem: wrong
            ? {
                at: input.search.indexOf(wrong[1]!),
                length: wrong[1]!.length,
                key: 'not-a-number',
                params: { text: wrong[1]! },
              }
            : null,
        }
      }),
      facets: os.photos.facets.handler(() => ({
        cameras: cameras.map((name, index) => ({ name, count: 512 - index * 100 })),
        lenses: lenses.map((name, index) => ({ name, count: 480 - index * 90 })),
        types: ['RAW', 'JPEG', 'HEIC', 'video'].map((name, index) => ({ name, count: 900 - index * 200 })),
        years: [2025, 2024, 2023, 2022].map((year) => ({ year, count: 300 })),
      })),
      cells: os.photos.cells.handler(({ input }) => input.slots.map((slot) => syntheticCell(columns, slot))),
      detail: os.photos.detail.handler(({ input }) =>
        detailOf('slot' in input ? input.slot : slotOfId(input.id)),
      ),
      details: os.photos.details.handler(({ input }) => input.slots.map(detailOf)),
      files: os.photos.files.handler(() => []),
      find: os.photos.find.handler(() => []),
      allTags: os.photos.allTags.handler(() => [
        { group: 'IFD0', name: 'Make', value: 'NIKON CORPORATION' },
        { group: 'ExifIFD', name: 'ExposureTime', value: '1/320' },
      ]),
      histogram: os.photos.histogram.handler(() =>
        [90, 120, 150].map((centre) =>
          Array.from({ length: 256 }, (_, value) =>
            Math.round(900 * Math.exp(-(((value - centre) / 45) ** 2))),
          ),
        ),
      ),
      wantPreviews: os.photos.wantPreviews.handler(() => ({})),
    },
    edits: {
      apply: os.edits.apply.handler(({ input }) => {
        if (input.kind === 'photos') {
          const slots = slotsOf(input.photos)
          const edit = input.change
          if (!('value' in edit)) return result(slots.length, 'keyworded')
          const before = slots.map((slot) => ({
            rating: columns.rating[slot]!,
            flag: columns.flag[slot]!,
            label: columns.label[slot]!,
            state: columns.state[slot]!,
          }))
          const redo = () => slots.forEach((slot) => change(slot, edit))
          const undo = () =>
            slots.forEach((slot, index) => {
              columns.rating[slot] = before[index]!.rating
              columns.flag[slot] = before[index]!.flag
              columns.label[slot] = before[index]!.label
              columns.state[slot] = before[index]!.state
            })
          redo()
          undoable.push(() => {
            undo()
            redoable.push(redo)
            changed(slots, true)
          })
          changed(slots, edit.field === 'trashed')
          const value = typeof edit.value === 'boolean' ? Number(edit.value) : (edit.value ?? 'none')
          return result(slots.length, summaryKeys[edit.field], { value })
        }
        if (input.kind === 'album-create')
          albums = [...albums, { id: input.id, title: input.title, slots: [] }]
        if (input.kind === 'album-delete') albums = albums.filter(({ id }) => id !== input.id)
        albums = albums.map((album) => {
          if (album.id !== input.id) return album
          if (input.kind === 'album-rename') return { ...album, title: input.title }
          if (input.kind === 'album-add')
            return { ...album, slots: [...new Set([...album.slots, ...slotsOf(input.photos)])] }
          if (input.kind === 'album-remove') {
            const gone = new Set(slotsOf(input.photos))
            return { ...album, slots: album.slots.filter((slot) => !gone.has(slot)) }
          }
          return album
        })
        listsChanged()
        return result('photos' in input ? slotsOf(input.photos).length : 1, summaryKeys[input.kind])
      }),
      undo: os.edits.undo.handler(({ errors }) => {
        const undo = undoable.pop()
        if (!undo) throw errors.APP_ERROR({ data: { code: 'nothing-to-undo', params: {} } })
        undo()
        return result(1, 'rated', { value: 0 })
      }),
      redo: os.edits.redo.handler(({ errors }) => {
        const redo = redoable.pop()
        if (!redo) throw errors.APP_ERROR({ data: { code: 'nothing-to-redo', params: {} } })
        redo()
        changed([], true)
        return result(1, 'rated', { value: 0 })
      }),
    },
    albums: {
      list: os.albums.list.handler(() =>
        albums.map(({ id, title, slots }) => ({
          id,
          title,
          count: slots.length,
          coverSlot: slots[0] ?? null,
        })),
      ),
    },
    keywords: {
      suggest: os.keywords.suggest.handler(({ input }) =>
        [
          { keyword: 'winter', count: 412 },
          { keyword: 'camera', count: 23 },
          { keyword: 'harbour', count: 268 },
        ].filter(({ keyword }) => keyword.includes(input.text)),
      ),
    },
    folders: {
      tree: os.folders.tree.handler(() => [
        { volumeId: volumeId(1), path: '2025', name: '2025', count: 680, connected: true },
        {
          volumeId: volumeId(1),
          path: '2025/02 Winter valley',
          name: '02 Winter valley',
          count: 412,
          connected: true,
        },
        { volumeId: volumeId(1), path: '2025/01 Harbour', name: '01 Harbour', count: 268, connected: true },
        { volumeId: volumeId(1), path: '2024', name: '2024', count: 3_120, connected: true },
        { volumeId: volumeId(2), path: '', name: 'Archive A', count: 1_200, connected: false },
      ]),
      browse: os.folders.browse.handler(({ input }) => ({
        path: input.path,
        parent: null,
        folders: ['Pictures', 'Documents', 'NIKON Z 8'].map((name) => ({
          name,
          path: `${input.path ?? ''}/${name}`,
          isCard: name.startsWith('NIKON'),
        })),
        writable: true,
        bytesFree: 1_200_000_000_000,
      })),
      create: os.folders.create.handler(({ input }) => ({ path: input.path })),
      add: os.folders.add.handler(({ input }) => runningJob('index', input.path)),
    },
    volumes: {
      list: os.volumes.list.handler(() => [
        volume(1, 'Studio SSD', '/media/studio', false),
        volume(2, 'Archive A', null, false),
        volume(3, 'NIKON Z 8', '/media/z8', true),
        volume(4, 'EOS R6', '/media/r6', true),
      ]),
      eject: os.volumes.eject.handler(() => ({})),
    },
    ...standInCards(os, say, setJob),
    manifests: {
      verify: os.manifests.verify.handler(() => ({
        files: 412,
        ok: 412,
        changed: [],
        missing: [],
        unlisted: [],
      })),
    },
    account: {
      kept: os.account.kept.handler(() => null),
      greet: os.account.greet.handler(noServer),
      register: os.account.register.handler(noServer),
      signIn: os.account.signIn.handler(noServer),
      recover: os.account.recover.handler(noServer),
      signOut: os.account.signOut.handler(noServer),
      describe: os.account.describe.handler(noServer),
      kit: os.account.kit.handler(noServer),
      saveKit: os.account.saveKit.handler(noServer),
      endSession: os.account.endSession.handler(noServer),
      removeDevice: os.account.removeDevice.handler(noServer),
      accesses: os.account.accesses.handler(noServer),
    },
    sync: {
      status: os.sync.status.handler(() => noSync),
      now: os.sync.now.handler(() => ({ report: null, status: noSync })),
      pause: os.sync.pause.handler(() => noSync),
      resume: os.sync.resume.handler(() => noSync),
      settleRemovals: os.sync.settleRemovals.handler(() => noSync),
      settleTexts: os.sync.settleTexts.handler(() => ({ settled: 0 })),
      overwrittenTexts: os.sync.overwrittenTexts.handler(() => []),
      stored: os.sync.stored.handler(() => noSync),
      parked: os.sync.parked.handler(() => []),
      bring: os.sync.bring.handler(noServer),
    },
    jobs: {
      list: os.jobs.list.handler(() => jobs),
      pause: os.jobs.pause.handler(({ input }) => jobAs(input.id, 'paused')),
      resume: os.jobs.resume.handler(({ input }) => jobAs(input.id, 'running')),
      cancel: os.jobs.cancel.handler(({ input }) => jobAs(input.id, 'cancelled')),
      dismiss: os.jobs.dismiss.handler(() => ({})),
    },
  })
  return createRouterClient(router)
}

function noServer(): never {
  throw new ORPCError('ACCOUNT_ERROR', {
    data: { code: 'no-connection', params: { server: 'https://photos.example.org', reason: 'stand-in' } },
  })
}

const noSync: SyncStatus = {
  state: 'no-account',
  unsent: 0,
  held: [],
  uploads: { files: 0, bytes: 0, previews: 0, parked: 0, bytesPerSecond: 0 },
  doneAt: null,
}

const summaryKeys = {
  rating: 'rated',
  flag: 'flagged',
  label: 'labelled',
  title: 'titled',
  caption: 'captioned',
  creator: 'creator-set',
  copyright: 'copyright-set',
  trashed: 'trashed',
  face: 'face-chosen',
  'album-create': 'album-created',
  'album-rename': 'album-renamed',
  'album-delete': 'album-deleted',
  'album-add': 'album-added',
  'album-remove': 'album-removed',
  'album-move': 'album-moved',
} as const satisfies Record<string, EditSummaryKey>

function runningJob(kind: Job['kind'], subject: string): Job {
  return {
    id: kind,
    kind,
    subject,
    state: 'running',
    itemsDone: 201,
    itemsTotal: 388,
    bytesDone: 10_854_000_000,
    bytesTotal: 20_950_000_000,
    rate: 118_000_000,
    secondsLeft: 180,
    failures: [],
    canPause: true,
    canCancel: true,
  }
}

const previewsJob: Job = {
  ...runningJob('previews', ''),
  itemsDone: 3_796,
  itemsTotal: 5_000,
  bytesDone: 0,
  bytesTotal: null,
  rate: 42,
  secondsLeft: 29,
}

function volume(number: number, name: string, mountPath: string | null, isCard: boolean) {
  return {
    id: volumeId(number),
    name,
    mountPath,
    fileSystem: mountPath === null ? null : 'ext4',
    bytesTotal: mountPath === null ? null : 2_000_000_000_000,
    bytesFree: mountPath === null ? null : 1_200_000_000_000,
    removable: isCard,
    readOnly: false,
    isCard,
  }
}
