import type { ImportId } from '../../shared/ids.ts'
import type { Card, CardItem, ImportOptions, ImportPlan, ImportReport } from '../../shared/import.ts'
import type { Flag } from '../../shared/photo.ts'

/** Opens cards, lets pictures be chosen on them, and imports them. One card each, several at once. */
export interface CardService {
  list(): Card[]
  open(path: string): Promise<Card>
  close(cardId: string): Promise<void>
  items(cardId: string, from: number, to: number): CardItem[]
  /** Absolute path of the file whose picture stands for an item. */
  pictureFile(cardId: string, index: number): string
  mark(
    cardId: string,
    indexes: readonly number[],
    change: { flag?: Flag; rating?: number; selected?: boolean },
  ): Card
  plan(cardId: string, options: ImportOptions): Promise<ImportPlan>
  start(cardId: string, options: ImportOptions): Promise<{ importId: ImportId; jobId: string }>
  resume(importId: ImportId): Promise<{ jobId: string }>
  onChange(listener: (change: CardChange) => void): () => void
  stop(): Promise<void>
}

export type CardChange =
  | { kind: 'card'; card: Card }
  | { kind: 'items'; cardId: string; from: number; to: number }
  | { kind: 'report'; cardId: string; report: ImportReport }
