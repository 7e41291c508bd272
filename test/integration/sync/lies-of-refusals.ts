import { api } from '../../../src/shared/space/api.ts'
import type { Said } from './lies.ts'
import { instead, json, refused } from './lies.ts'
import type { Case, Outcome, World } from './malicious-world.ts'
import { afterPull, needsYou, offline } from './malicious-world.ts'

const broken = needsYou('broken-answer')

/** A refusal of which everything is right but that it is no refusal of the server. */
const refusals: [status: number, code: string, then: Outcome, more?: Said][] = [
  [423, 'frozen', needsYou('frozen'), { incident: '01' }],
  [503, 'stopped', needsYou('stopped')],
  [413, 'quota', needsYou('quota')],
  [507, 'full', needsYou('full')],
  [503, 'unavailable', offline('unavailable')],
  [500, 'failed', offline('failed')],
  [422, 'clock', needsYou('clock'), { serverTime: 1e12 }],
  [422, 'clock', broken, { serverTime: -1 }],
  [422, 'clock', broken, { serverTime: 2 ** 53 - 1 }],
  [409, 'conflict', needsYou('conflict')],
  [418, 'teapot', broken],
]

export const liesOfRefusals: Record<string, Case> = {
  ...Object.fromEntries(
    refusals.map(([status, code, then, more = {}]) => [
      `${code}${more['serverTime'] === undefined ? '' : `, with the time ${String(more['serverTime'])}`}`,
      {
        lie: ({ session }: World) =>
          refused(api.records.append, session, status, { code, sentence: 'No.', ...more }),
        then: afterPull(then),
      },
    ]),
  ),
  'frozen, bound to nobody': {
    lie: () => instead(api.spaces.list, () => json(423, { code: 'frozen', sentence: 'No.', incident: '01' })),
    then: broken,
  },
  'that the session has ended': {
    lie: () => instead(api.spaces.list, () => json(401, { code: 'not-accepted', sentence: 'No.' })),
    then: needsYou('session-ended'),
  },
}
