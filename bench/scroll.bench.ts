import { median } from './lib/rounds.ts'
import { launch, runPage, type ScrollRun } from './lib/scroll-run.ts'
import { startScrollServer } from './lib/scroll-server.ts'

// The grid against a plain @tanstack/react-virtual grid with <img>, over the same thumbnails, in the same Chromium.
const sizes = [100_000, 1_000_000]
const rounds = Number(process.argv[2] ?? 5)

const server = await startScrollServer(sizes)
const browser = await launch()
try {
  let reached = true
  for (const size of sizes) reached = (await compare(size)) && reached
  process.exitCode = reached ? 0 : 1
} finally {
  await browser.close()
  server.stop()
}

async function compare(size: number): Promise<boolean> {
  console.log(`${size.toLocaleString('en')} photos`)
  const ours: ScrollRun[] = []
  const peer: ScrollRun[] = []
  for (let round = 1; round <= rounds; round++) {
    ours.push(await runPage(browser, `${server.url}/ours.html?photos=${size}`))
    peer.push(await runPage(browser, `${server.url}/peer.html?photos=${size}`))
    console.log(`  round ${round}: ours ${words(ours.at(-1)!)}`)
    console.log(`           peer ${words(peer.at(-1)!)}`)
  }
  const of = (runs: ScrollRun[], key: keyof ScrollRun) => median(runs.map((run) => run[key]))
  const ratio = (key: keyof ScrollRun) => median(ours.map((run, index) => run[key] / peer[index]![key]))
  const most = (key: keyof ScrollRun) => Math.max(...ours.map((run) => run[key]))
  const reach = [
    line('blank cells', most('blankCells') + most('gapFrames'), 0, ''),
    line('first paint', of(ours, 'firstPaint'), 500, ` ms (full ${ms(of(ours, 'firstFull'))})`),
    line('slow scroll p95', ratio('slowP95'), 1, 'x'),
    line('full thumbnails after a fling', of(ours, 'settle'), 400, ' ms'),
    line('fast fling p95 (goal)', ratio('fastP95'), 0.4, 'x'),
  ]
  return reach.every(Boolean)
}

function line(name: string, value: number, most: number, unit: string): boolean {
  const reached = value <= most
  console.log(`  ${name}: ${value.toFixed(2)}${unit}, at most ${most}: reach: ${reached ? 'yes' : 'no'}`)
  return reached
}

function words(run: ScrollRun): string {
  return [
    `first paint ${ms(run.firstPaint)} (full ${ms(run.firstFull)})`,
    `slow p95 ${ms(run.slowP95)}`,
    `fast p50 ${ms(run.fastP50)} p95 ${ms(run.fastP95)}`,
    `blank ${run.blankCells} gaps ${run.gapFrames}`,
    `full after ${ms(run.settle)}`,
  ].join(', ')
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`
}
