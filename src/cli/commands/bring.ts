import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/text/error-sentence.ts'
import { followEngine } from '../follow.ts'
import { hasEnded, jobProgress } from '../job-progress.ts'
import { language } from '../language.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine, progressLine } from '../output.ts'
import { withPasswordFd } from '../password-input.ts'
import type { PasswordOptions } from '../password-input.ts'
import { withEngine } from '../with-engine.ts'
import { syncNow } from './sync.ts'

interface BringOptions extends LibraryOptions, PasswordOptions {
  to: string
}

export function addBring(program: Command): void {
  withPasswordFd(withLibrary(program.command('bring')))
    .description('bring the originals that only the image space has into a folder, each checked')
    .requiredOption('--to <dir>', 'where their folders are made')
    .action((options: BringOptions) =>
      withEngine(options.library, async ({ client }) => {
        await syncNow(client, options)
        const to = resolve(options.to)
        const follower = await followEngine(client)
        follower.onJob((job) => progressLine.show(jobProgress(job)))
        const job = await follower.job((await client.sync.bring({ to })).id, hasEnded)
        progressLine.clear()
        const stopped = job.failures.find(({ path }) => path === '')
        if (job.state === 'failed' && stopped) throw new AppError(stopped.error.code, stopped.error.params)
        const failed = job.failures.map(({ path, error }) => ({
          path,
          reason: errorSentence(language, error),
        }))
        if (options.json) printJson({ to, files: job.itemsDone, bytes: job.bytesDone, failed })
        else {
          for (const { path, reason } of failed) printLine(printable(`${path}: ${reason}`))
          printLine(printable(`${job.itemsDone} files were brought to ${to}.`))
        }
        process.exitCode = failed.length > 0 || job.state !== 'done' ? 1 : 0
      }),
    )
}
