import { Refusal } from '../shared/space/refusal.ts'
import type { Tools } from '../shared/space/client/member.ts'
import { ForeignAnswer } from '../shared/space/client/connection.ts'
import { readProfile } from '../shared/space/client/profile.ts'
import type { Person } from './people.ts'
import type { DrillServer } from './scratch-server.ts'
import { giveNumbersTwice } from './store-number.ts'
import { withClient } from '../server/database/roles.ts'

export interface NormalClientFigures {
  /** Members who used the app after the fault. */
  asked: number
  /** Whose client stopped with "not your image space" before anything was shown. */
  refused: number
  /** Who were frozen before they asked. */
  frozenBefore: number
  /** To whom anything was shown. */
  shown: number
  /** Reports that clients sent. */
  reported: number
}

/** The same fault, met with the client as it is: it must refuse before it shows anything. */
export async function runNormalClient(
  server: DrillServer,
  tools: Tools,
  pairs: readonly (readonly [Person, Person])[],
): Promise<NormalClientFigures> {
  await giveNumbersTwice(
    server.database.owner,
    pairs.map(([one, other]) => [
      Buffer.from(one.member.session.account),
      Buffer.from(other.member.session.account),
    ]),
  )
  const figures = { asked: 0, refused: 0, frozenBefore: 0, shown: 0, reported: 0 }
  for (const { member } of pairs.flat()) {
    figures.asked++
    try {
      await readProfile(tools, member)
      figures.shown++
    } catch (error) {
      if (error instanceof ForeignAnswer) figures.refused++
      else if (error instanceof Refusal && error.code === 'frozen') figures.frozenBefore++
      else throw error
    }
  }
  figures.reported = await withClient(server.database.owner, async (client) => {
    const { rows } = await client.query<{ n: string }>('SELECT count(DISTINCT account_id) AS n FROM reports')
    return Number(rows[0]?.n)
  })
  return figures
}
