import { type Browser, chromium } from 'playwright-core'
import '../scroll/probe.ts'

/** px per frame. */
const slow = 30
const fast = 400
const frames = 150

export interface ScrollRun {
  /** ms from navigation until no visible cell is blank. */
  firstPaint: number
  /** ms from navigation until every visible cell shows its thumbnail. */
  firstFull: number
  slowP95: number
  fastP50: number
  fastP95: number
  /** Largest number of blank visible cells in any frame of a fast scroll, and frames with a gap. */
  blankCells: number
  gapFrames: number
  /** ms from the end of a fast scroll until every visible cell shows its thumbnail. */
  settle: number
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
}

/** One page in a fresh profile: opened, scrolled slowly and fast, and counted in a further fast scroll. */
export async function runPage(browser: Browser, url: string): Promise<ScrollRun> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  try {
    await page.goto(url)
    const opened = await page.evaluate(waitForFirstPaint)
    await page.waitForTimeout(500)
    const slowFrames = await page.evaluate(scroll, { step: slow, frames, counts: false })
    await page.waitForTimeout(500)
    const fastFrames = await page.evaluate(scroll, { step: fast, frames, counts: false })
    const settle = await page.evaluate(waitForFull)
    // Counting costs time in each frame, so it is done in a scroll that is not timed.
    const counted = await page.evaluate(scroll, { step: fast, frames, counts: true })
    return {
      ...opened,
      slowP95: percentile(slowFrames.times, 0.95),
      fastP50: percentile(fastFrames.times, 0.5),
      fastP95: percentile(fastFrames.times, 0.95),
      blankCells: counted.blankCells,
      gapFrames: counted.gapFrames,
      settle,
    }
  } finally {
    await context.close()
  }
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** In the page: times since navigation of the first frame without a blank cell, and of the first full one. */
async function waitForFirstPaint(): Promise<{ firstPaint: number; firstFull: number }> {
  let firstPaint = 0
  for (;;) {
    const time = await new Promise<number>(requestAnimationFrame)
    const seen = window.scrollPage?.scroller() ? window.scrollPage.visible() : null
    if (time > 20_000) return { firstPaint: firstPaint || Infinity, firstFull: Infinity }
    if (!seen || seen.cells === 0) continue
    if (firstPaint === 0 && seen.blank === 0 && seen.covered) firstPaint = time
    if (seen.full === seen.cells && seen.covered) return { firstPaint: firstPaint || time, firstFull: time }
  }
}

async function waitForFull(): Promise<number> {
  const start = performance.now()
  for (;;) {
    const seen = window.scrollPage!.visible()
    if (seen.cells > 0 && seen.full === seen.cells && seen.covered) return performance.now() - start
    if (performance.now() - start > 15_000) return Infinity
    await new Promise(requestAnimationFrame)
  }
}

async function scroll(how: { step: number; frames: number; counts: boolean }) {
  const scroller = window.scrollPage!.scroller()
  const times: number[] = []
  let blankCells = 0
  let gapFrames = 0
  let before = await new Promise<number>(requestAnimationFrame)
  for (let frame = 0; frame < how.frames; frame++) {
    scroller.scrollTop += how.step
    const now = await new Promise<number>(requestAnimationFrame)
    times.push(now - before)
    before = now
    if (!how.counts) continue
    // After the page's own work of this frame.
    await new Promise((resolve) => setTimeout(resolve))
    const seen = window.scrollPage!.visible()
    blankCells = Math.max(blankCells, seen.blank)
    if (!seen.covered) gapFrames++
  }
  return { times, blankCells, gapFrames }
}
