import type { CardItem, ImportOptions } from '../../shared/import.ts'

export interface ActionSums {
  photos: number
  files: number
  bytes: number
}

/** What a copy started now would take, counted from the photos shown, so that a mark changes it at once. */
export function actionSums(
  items: readonly (CardItem | undefined)[],
  copyFirst: ImportOptions['copyFirst'],
): ActionSums {
  const sums = { photos: 0, files: 0, bytes: 0 }
  for (const item of items) {
    if (!item?.selected || (copyFirst === 'picks-only' && item.flag !== 'pick')) continue
    sums.photos++
    sums.files += item.files
    sums.bytes += item.bytes
  }
  return sums
}
