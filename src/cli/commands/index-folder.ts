import type { Command } from 'commander'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/text/error-sentence.ts'
import { followEngine } from '../follow.ts'
import { hasEnded, jobProgress } from '../job-progress.ts'
import { language } from '../language.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine, progressLine } from '../output.ts'
import { withEngine } from '../with-engine.ts'

export function addIndex(program: Command): void {
  withLibrary(program.command('index'))
    .description('reference a folder in place; returns when everything in it is read in full')
    .argument('<dir>')
    .action(async (dir: string, options: LibraryOptions) => {
      const startedAt = Date.now()
      const path = resolve(dir)
      await withEngine(options.library, async ({ client }) => {
        const follower = await followEngine(client)
        follower.onJob((job) => progressLine.show(jobProgress(job)))
        const job = await follower.job((await client.folders.add({ path })).id, hasEnded)
        const stopped = job.failures.find((failure) => failure.path === '')
        if (job.state === 'failed' && stopped) throw new AppError(stopped.error.code, stopped.error.params)
        await client.app.settled()
        progressLine.clear()
        const { photos } = await client.app.info()
        const failed = job.failures.map(({ path, error }) => ({
          path,
          reason: errorSentence(language, error),
        }))
        const seconds = (Date.now() - startedAt) / 1000
        if (options.json) printJson({ folder: path, files: job.itemsDone, photos, failed, seconds })
        else {
          for (const { path, reason } of failed) printLine(printable(`${path}: ${reason}`))
          printLine(`${job.itemsDone} files read, ${photos} photos in the library.`)
        }
        process.exitCode = failed.length > 0 || job.state !== 'done' ? 1 : 0
      })
    })
}
