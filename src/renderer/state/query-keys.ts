import type { ViewSource } from '../../shared/view.ts'

/** Keys of everything read from the engine. A list that an engine event outdates starts with its own word. */
export const queryKeys = {
  info: ['info'],
  settings: ['settings'],
  albums: ['lists', 'albums'],
  folders: ['lists', 'folders'],
  facets: (source: ViewSource) => ['lists', 'facets', source],
  keywords: (text: string) => ['lists', 'keywords', text],
  sourceCount: (source: ViewSource) => ['library', 'source-count', source],
  volumes: ['volumes'],
  jobs: ['jobs'],
  cards: ['cards'],
  imports: ['imports'],
  browse: (path: string | null) => ['browse', path],
  detail: (slot: number) => ['details', slot],
  photoById: (id: string) => ['details', 'photo', id],
  cell: (slot: number) => ['details', slot, 'cell'],
  allSharedTexts: ['details', 'shared'],
  sharedTexts: (slots: readonly number[]) => ['details', 'shared', ...slots],
  /** All that a server is asked for. */
  space: ['space'],
  keptAccount: ['space', 'kept'],
  account: ['space', 'account'],
  accesses: ['space', 'accesses'],
  kit: ['space', 'kit'],
  conflicts: ['conflicts'],
  tags: (slot: number) => ['details', slot, 'tags'],
  histogram: (slot: number, preview: number) => ['details', slot, 'histogram', preview],
} as const
