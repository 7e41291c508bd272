import { Option } from 'commander'
import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { verdictReasons } from '../../shared/import.ts'
import type { Card, ImportOptions, ImportPlan, ImportReport } from '../../shared/import.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import { en, ja } from '../../shared/text/index.ts'
import { followEngine } from '../follow.ts'
import type { Follower } from '../follow.ts'
import { hasEnded, jobProgress } from '../job-progress.ts'
import { language } from '../language.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine, progressLine } from '../output.ts'
import { takePicks } from '../take-picks.ts'
import { withEngine } from '../with-engine.ts'

interface IngestOptions extends LibraryOptions {
  to: string
  second?: string
  template?: string
  job: string
  picks?: string
  dryRun?: true
}

const text = language === 'ja' ? ja : en
const verdictReasonSchema = z.enum(verdictReasons)

export function addIngest(program: Command): void {
  withLibrary(program.command('ingest'))
    .description('copy a card with proof, into the library; prints the verdict')
    .argument('<card>', 'the card, or a folder taken as one')
    .requiredOption('--to <dir>', 'folder that gets the copies')
    .option('--second <dir>', 'second destination, on another volume')
    .option('--template <text>', 'folders and names, such as "{yyyy}/{mm}-{dd} {job}/{original name}"')
    .addOption(new Option('--job <name>', 'what {job} in the template stands for').default('', 'none'))
    .option('--picks <file>', 'copy only these: one name or path on the card per line')
    .option('--dry-run', 'say what would be copied, and where to')
    .action(async (cardPath: string, options: IngestOptions) => {
      const picks = options.picks === undefined ? null : readPicks(options.picks)
      await withEngine(options.library, async ({ client }) => {
        const follower = await followEngine(client)
        const card = await readCard(client, follower, resolve(cardPath))
        if (picks) await takePicks(client, card, picks)
        const importOptions = await importOptionsOf(client, options)
        const plan = await client.cards.plan({ cardId: card.cardId, options: importOptions })
        const problem = plan.problems[0]
        if (problem) throw new AppError(problem.code, problem.params)
        if (options.dryRun) printPlan(plan, options)
        else {
          const report = await copy(client, follower, card.cardId, importOptions)
          printReport(report, options)
          process.exitCode = report.verdict === 'not safe' || report.failed.length > 0 ? 1 : 0
        }
        await client.cards.close({ cardId: card.cardId })
      })
    })
}

function readPicks(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
  } catch (error) {
    throw new AppError('file-missing', { path }, { cause: error })
  }
}

async function readCard(client: EngineClient, follower: Follower, path: string): Promise<Card> {
  const opened = await client.cards.open({ path })
  const card =
    opened.state === 'reading'
      ? await follower.card(opened.cardId, ({ state }) => state !== 'reading')
      : opened
  if (card.error) throw new AppError(card.error.code, card.error.params)
  return card
}

async function importOptionsOf(client: EngineClient, options: IngestOptions): Promise<ImportOptions> {
  const settings = await client.app.settings()
  return {
    to: resolve(options.to),
    second: options.second === undefined ? null : resolve(options.second),
    template: options.template ?? settings.importTemplate,
    job: options.job,
    copyFirst: 'order',
    readSourceTwice: settings.importReadSourceTwice,
    creator: settings.creator,
    copyright: settings.copyright,
    keywords: [],
  }
}

async function copy(
  client: EngineClient,
  follower: Follower,
  cardId: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const { importId, jobId } = await client.cards.start({ cardId, options })
  follower.onJob((job) => {
    if (job.id === jobId) progressLine.show(jobProgress(job))
  })
  const job = await follower.job(jobId, hasEnded)
  progressLine.clear()
  const report = await client.imports.report({ importId })
  if (report) return report
  const failure = job.failures.find(({ path }) => path === '')?.error
  throw failure ? new AppError(failure.code, failure.params) : new AppError('cancelled')
}

function printPlan(plan: ImportPlan, { json }: IngestOptions): void {
  if (json) {
    printJson(plan)
    return
  }
  printLine(`${plan.photos} photos, ${plan.alreadyImported} of them imported before`)
  for (const { folder, photos } of plan.preview)
    printLine(printable(`${String(photos).padStart(7)}  ${folder}`))
}

function printReport(report: ImportReport, { json }: IngestOptions): void {
  const reasons = report.reasons.map(({ key, params }) =>
    text.verdict[verdictReasonSchema.parse(key)](params),
  )
  const { photos, files, copied, alreadyImported, verdict, manifests, bytes, seconds } = report
  const failed = report.failed.map(({ path, reason }) => ({ path, reason }))
  if (json) {
    const manifest = manifests[0] ?? null
    printJson({
      photos,
      files,
      copied,
      alreadyImported,
      failed,
      verdict,
      reasons,
      manifest,
      manifests,
      bytes,
      seconds,
    })
    return
  }
  for (const { path, reason } of failed) printLine(printable(`${path}: ${reason}`))
  printLine(`${copied} files copied, ${alreadyImported} photos imported before: ${verdict}`)
  for (const reason of reasons) printLine(printable(reason))
}
