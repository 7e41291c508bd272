import type { Command } from 'commander'
import type { EngineConnection } from '../../main/engine/engine-connection.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import type { SyncStatus } from '../../shared/sync-status.ts'
import { heldSentences, syncSentence, syncTexts, troubleSentence } from '../../shared/text/sync-sentence.ts'
import { errorSentence } from '../../shared/text/error-sentence.ts'
import { accountText, format } from '../account-text.ts'
import { language } from '../language.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { readPassword, withPasswordFd } from '../password-input.ts'
import type { PasswordOptions } from '../password-input.ts'
import { withCommand } from '../command-hint.ts'
import { NotSynced } from '../refusal.ts'
import { withEngine } from '../with-engine.ts'

interface SyncOptions extends LibraryOptions, PasswordOptions {
  watch?: true
  allowRemovals?: true
  keepTexts?: true
}

const { said } = syncTexts[language]

export function addSync(program: Command): void {
  withPasswordFd(withLibrary(program.command('sync')))
    .description('send what was changed here to the image space, and bring what other computers changed')
    .option('--watch', 'stay, and print a line whenever the status changes, until interrupted')
    .option('--allow-removals', 'carry out removals of other computers that wait because they are many')
    .option('--keep-texts', 'keep the texts that hold, and forget the other versions on all computers')
    .action((options: SyncOptions) =>
      withEngine(options.library, (engine) =>
        options.watch ? watch(engine, options) : syncOnce(engine, options),
      ),
    )
}

async function syncOnce({ client }: EngineConnection, options: SyncOptions): Promise<void> {
  if (options.keepTexts) await keepTexts(client)
  const { report: first } = await syncNow(client, options)
  await client.sync.stored()
  // Where things are stored has to be told, too.
  const { report: then, status } = await syncNow(client, options)
  const report = {
    sent: first.sent + then.sent,
    received: first.received + then.received,
    rewound: first.rewound || then.rewound,
  }
  const parked = await client.sync.parked()
  const waiting = status.held.length > 0
  const { held } = options.allowRemovals && waiting ? await allowRemovals(client) : status
  const removalsDone = waiting && held.length === 0
  const overwritten = await client.sync.overwrittenTexts()
  process.exitCode = held.length > 0 || overwritten.length > 0 || parked.length > 0 ? 1 : 0
  if (options.json)
    return printJson({ ...report, uploads: status.uploads, parked, held, removalsDone, overwritten })

  printLine(said.done(format, report.sent, report.received))
  if (report.rewound) printLine(said.rewound)
  for (const { why } of parked) printLine(printable(errorSentence(language, why)))
  if (removalsDone) printLine(said.removalsDone)
  for (const line of heldSentences(held, format)) printLine(line)
  if (held.length > 0) printLine(said.howToAllow)
  if (overwritten.length > 0) printLine(said.overwritten(format, overwritten.length))
  for (const { photoId, albumId, field, holds, others } of overwritten) {
    const of = (photoId ?? albumId ?? '').slice(0, 8)
    printLine(printable(said.version(of, field, holds, others.map(said.quoted).join(', '))))
  }
}

function allowRemovals(client: EngineClient) {
  return client.sync.settleRemovals({ agreed: true })
}

/** Those that the user was told of: what this round brings is asked about anew. */
async function keepTexts(client: EngineClient): Promise<void> {
  const texts = await client.sync.overwrittenTexts()
  if (texts.length > 0) await client.sync.settleTexts({ texts })
}

async function watch({ client }: EngineConnection, options: SyncOptions): Promise<void> {
  const events = await client.app.events()
  const print = (status: SyncStatus) =>
    options.json ? printJson(status) : printLine(printable(statusLine(status)))
  await unlock(client, options)
  print(await client.sync.status())
  for await (const event of events) if (event.kind === 'sync') print(event.status)
}

/** @throws NotSynced when there was no round, or it was not finished */
export async function syncNow(client: EngineClient, options: SyncOptions) {
  const { report, status } = await client.sync.now(await passwordFor(client, options))
  if (!report) throw new NotSynced(reasonOf(status))
  return { report, status }
}

/** Opens the keys of the account where they are locked with the password. Whatever else is wrong is watched. */
async function unlock(client: EngineClient, options: SyncOptions): Promise<void> {
  const given = await passwordFor(client, options)
  const { status } = await client.sync.now(given)
  if (status.state === 'no-account' || status.state === 'locked') throw new NotSynced(reasonOf(status))
}

async function passwordFor(client: EngineClient, options: SyncOptions): Promise<{ password?: string }> {
  const { state } = await client.sync.status()
  return state === 'locked' ? { password: await readPassword(accountText.ask.password, options) } : {}
}

function reasonOf(status: SyncStatus): string {
  return status.state === 'offline' ? troubleSentence(status.trouble, format) : statusLine(status)
}

function statusLine(status: SyncStatus): string {
  const sentence = syncSentence(status, format)
  if (status.state !== 'needs-you') return sentence
  return status.trouble ? withCommand(sentence, status.trouble.reason) : `${sentence} ${said.howToAllow}`
}
