export interface Contender {
  name: string
  /** Not timed: empties caches, clears what the last round left. */
  before?: () => Promise<void>
  run: () => Promise<void>
}

/** Times two ways of doing the same work alternately in one run, so that a loaded machine slows both alike. */
export async function compareRounds(setup: {
  /** Items of work that each does per call, also where they differ; rates are items per second. */
  items: number | { ours: number; peer: number }
  unit: string
  ours: Contender
  peer: Contender
  /** Reach: ours at least this many times as fast as the peer. */
  reach: number
  rounds?: number
}): Promise<boolean> {
  const { unit, ours, peer, reach, rounds = 5 } = setup
  const items = typeof setup.items === 'number' ? { ours: setup.items, peer: setup.items } : setup.items
  const ratios: number[] = []
  const rates = { ours: [] as number[], peer: [] as number[] }
  for (let round = 1; round <= rounds; round++) {
    const ourRate = items.ours / (await seconds(ours))
    const peerRate = items.peer / (await seconds(peer))
    rates.ours.push(ourRate)
    rates.peer.push(peerRate)
    ratios.push(ourRate / peerRate)
    console.log(
      `  round ${round}: ${ours.name} ${ourRate.toFixed(0)} ${unit}/s, ${peer.name} ${peerRate.toFixed(1)} ${unit}/s, ` +
        `${(ourRate / peerRate).toFixed(2)}x`,
    )
  }
  const ratio = median(ratios)
  const reached = ratio >= reach
  console.log(
    `  median: ${ours.name} ${median(rates.ours).toFixed(0)} ${unit}/s, ${peer.name} ${median(rates.peer).toFixed(1)} ` +
      `${unit}/s, ratio ${ratio.toFixed(2)}x (reach ${reach}x): reach: ${reached ? 'yes' : 'no'}`,
  )
  return reached
}

async function seconds({ before, run }: Contender): Promise<number> {
  await before?.()
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
