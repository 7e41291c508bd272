import type { Card, CardItem } from '../shared/import.ts'
import type { EngineClient } from '../shared/ipc/client.ts'
import { UsageError } from './refusal.ts'

const ITEMS_AT_ONCE = 5_000
const MARKED_AT_ONCE = 50_000

/**
 * Leaves everything on the card but the photos named: by file name, with or without its ending, or by path on the
 * card. A name that is not on the card is refused before anything is copied, since a wrong list is a lost picture.
 */
export async function takePicks(client: EngineClient, card: Card, picks: readonly string[]): Promise<void> {
  const items: CardItem[] = []
  for (let from = 0; from < card.photos; from += ITEMS_AT_ONCE) {
    items.push(...(await client.cards.items({ cardId: card.cardId, from, to: from + ITEMS_AT_ONCE })))
  }
  const byName = new Map<string, number[]>()
  for (const item of items) {
    for (const name of namesOf(item)) byName.set(name, [...(byName.get(name) ?? []), item.index])
  }
  const taken = new Set<number>()
  for (const pick of picks) {
    const found = byName.get(normal(relativeTo(card.path, pick.trim())))
    if (!found) throw new UsageError(`${pick.trim()} is not on the card. Nothing was copied.`)
    for (const index of found) taken.add(index)
  }
  await mark(
    client,
    card,
    items.map(({ index }) => index).filter((index) => !taken.has(index)),
    { selected: false },
  )
  await mark(client, card, [...taken], { flag: 'pick', selected: true })
}

async function mark(
  client: EngineClient,
  { cardId }: Card,
  indexes: number[],
  change: { flag?: 'pick'; selected: boolean },
): Promise<void> {
  for (let at = 0; at < indexes.length; at += MARKED_AT_ONCE) {
    await client.cards.mark({ cardId, indexes: indexes.slice(at, at + MARKED_AT_ONCE), ...change })
  }
}

function namesOf({ name, folder }: CardItem): string[] {
  const stem = name.replace(/\.[^.]*$/, '')
  const path = folder === '' ? name : `${folder}/${name}`
  return [...new Set([name, stem, path].map(normal))]
}

function relativeTo(cardPath: string, pick: string): string {
  const path = pick.replaceAll('\\', '/')
  const card = `${cardPath.replaceAll('\\', '/').replace(/\/$/, '')}/`
  return path.startsWith(card) ? path.slice(card.length) : path
}

/** Cameras and card readers disagree about case and Unicode form. */
function normal(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
