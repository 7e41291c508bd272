import { z } from 'zod'
import { albumIdSchema, importIdSchema, volumeIdSchema } from './ids.ts'

/** Where the photos of a view come from, as chosen in the sidebar. */
export const viewSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('last-import') }),
  z.object({ kind: z.literal('import'), id: importIdSchema }),
  z.object({ kind: z.literal('picks') }),
  z.object({ kind: z.literal('trash') }),
  z.object({ kind: z.literal('album'), id: albumIdSchema }),
  /** A folder and all below it; path relative to the volume, `/` between names, '' the volume itself. */
  z.object({ kind: z.literal('folder'), volumeId: volumeIdSchema, path: z.string() }),
])
export type ViewSource = z.infer<typeof viewSourceSchema>

export const sortFieldSchema = z.enum(['taken', 'added', 'rating', 'name', 'album'])
export const sortSchema = z.object({ field: sortFieldSchema, descending: z.boolean() })
export type Sort = z.infer<typeof sortSchema>

/** Filters are words of the search line (see query/): the filter bar edits the line, so there is one truth. */
export const viewQuerySchema = z.object({
  source: viewSourceSchema,
  search: z.string().max(10_000),
  sort: sortSchema,
})
export type ViewQuery = z.infer<typeof viewQuerySchema>

export const searchProblemSchema = z.object({
  /** Character position and length in the search line. */
  at: z.number(),
  length: z.number(),
  /** Key of the sentence in text/…/search.ts. */
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type SearchProblem = z.infer<typeof searchProblemSchema>

/**
 * A view is an order of slots the engine keeps for a while. Fetch it as bytes: `order/<viewId>` is a Uint32Array,
 * little endian. A view does not change by itself: on a `library` event ask again.
 */
export const viewSchema = z.object({
  viewId: z.string(),
  count: z.number(),
  /** Photos in the source before the search. */
  sourceCount: z.number(),
  /** Bytes of all files of the counted photos. */
  bytes: z.number(),
  problem: searchProblemSchema.nullable(),
})
export type View = z.infer<typeof viewSchema>

/** What the filter bar offers, with how many photos of the source each choice has. */
export const facetsSchema = z.object({
  cameras: z.array(z.object({ name: z.string(), count: z.number() })),
  lenses: z.array(z.object({ name: z.string(), count: z.number() })),
  types: z.array(z.object({ name: z.string(), count: z.number() })),
  years: z.array(z.object({ year: z.number(), count: z.number() })),
})
export type Facets = z.infer<typeof facetsSchema>
