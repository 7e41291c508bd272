import { State } from '../../../shared/columns.ts'
import { runDoctor } from '../doctor.ts'
import { picturesFolder } from '../pictures-folder.ts'
import { programVersion } from '../program-version.ts'
import { os } from './implementer.ts'

export const appRouter = {
  info: os.app.info.handler(({ context }) => {
    const { columns } = context.catalog
    let photos = 0
    let trashed = 0
    for (let slot = 0; slot < columns.length; slot++) {
      const state = columns.state[slot]!
      if (state & State.vacant) continue
      if (state & State.trashed) trashed++
      else photos++
    }
    return {
      version: programVersion,
      platform: process.platform,
      libraryPath: context.layout.root,
      epoch: context.epoch,
      photos,
      trashed,
      notice: context.notice,
      defaultImportFolder: picturesFolder(),
    }
  }),
  events: os.app.events.handler(({ context, signal }) => context.events.subscribe(signal)),
  settings: os.app.settings.handler(({ context }) => context.settings.get()),
  changeSettings: os.app.changeSettings.handler(({ context, input }) => context.settings.change(input)),
  doctor: os.app.doctor.handler(({ context }) => runDoctor(context)),
  settled: os.app.settled.handler(async ({ context }) => {
    await context.settled()
    return {}
  }),
  stop: os.app.stop.handler(({ context, input }) => ({ stopping: context.requestStop(input.unlessNeeded) })),
}
