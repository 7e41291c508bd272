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
    settled: await context.catalog.sync.settleTexts(input.texts),
  })),
  overwrittenTexts: os.sync.overwrittenTexts.handler(({ context }) =>
    context.catalog.sync.overwrittenTexts(),
  ),
}
