import type { Edit } from '../../shared/edits.ts'

/** An edit whose photos have been looked up, in the order given. */
export type SlotEdit = Edit extends infer Kind
  ? Kind extends { photos: unknown }
    ? Omit<Kind, 'photos'> & { slots: number[] }
    : Kind
  : never
