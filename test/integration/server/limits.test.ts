import { expect, test } from 'vitest'
import { usualLimits } from '../../../src/server/http/app.ts'
import { openScratchServer } from './scratch-server.ts'

test('who asks often which server this is gets an answer each time, who guesses does not', async () => {
  const server = await openScratchServer({ limits: usualLimits })
  try {
    const statuses = async (method: string, path: string) => {
      const all: number[] = []
      for (let call = 0; call < 70; call++) {
        const answer = await fetch(`${server.origin}${path}`, { method })
        await answer.arrayBuffer()
        all.push(answer.status)
      }
      return new Set(all.slice(60))
    }
    // Each round of sync of each computer behind one address asks it.
    expect(await statuses('GET', '/v1/server')).toEqual(new Set([200]))
    expect(await statuses('POST', '/v1/login/start')).toEqual(new Set([429]))
  } finally {
    await server.close()
  }
})
