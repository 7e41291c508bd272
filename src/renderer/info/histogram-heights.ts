/**
 * Heights 0–1 of the curves of 3 x 256 counts. The ends are left out of the scale, so that clipped tones do not press
 * everything else flat, and the root lifts what is rare.
 */
export function histogramHeights(counts: readonly (readonly number[])[]): number[][] {
  const inner = counts.flatMap((channel) => channel.slice(2, -2))
  const top = Math.max(1, ...inner)
  return counts.map((channel) => smooth(channel).map((count) => Math.min(1, Math.sqrt(count / top))))
}

/** Share of the picture in one tone, in the channel that has most of it. */
export function clippedShare(counts: readonly (readonly number[])[], bin: number): number {
  return Math.max(
    0,
    ...counts.map((channel) => {
      const all = channel.reduce((sum, count) => sum + count, 0)
      return all === 0 ? 0 : (channel[bin] ?? 0) / all
    }),
  )
}

function smooth(channel: readonly number[]): number[] {
  return channel.map((count, bin) => {
    const before = channel[bin - 1] ?? count
    const after = channel[bin + 1] ?? count
    return (before + count * 2 + after) / 4
  })
}
