import { absolutePath } from './absolute-path.ts'
import { os } from './implementer.ts'

export const syncRouter = {
  status: os.sync.status.handler(({ context }) => context.sync.status()),
  now: os.sync.now.handler(({ context, input }) => context.sync.now(input.password)),
  pause: os.sync.pause.handler(({ context }) => {
    context.settings.change({ syncPaused: true })
    return context.sync.status()
  }),
  resume: os.sync.resume.handler(({ context }) => {
    context.settings.change({ syncPaused: false })
    return context.sync.status()
  }),
  settleRemovals: os.sync.settleRemovals.handler(({ context }) => context.sync.allowRemovals()),
  settleTexts: os.sync.settleTexts.handler(async ({ context, input }) => ({
    settled: await context.sync.settleTexts(input.texts),
  })),
  overwrittenTexts: os.sync.overwrittenTexts.handler(({ context }) =>
    context.catalog.sync.overwrittenTexts(),
  ),
  stored: os.sync.stored.handler(async ({ context }) => {
    await context.stored()
    return context.sync.status()
  }),
  parked: os.sync.parked.handler(({ context }) => context.catalog.blobs.parked()),
  bring: os.sync.bring.handler(({ context, input }) => context.bringOriginals(absolutePath(input.to))),
}
