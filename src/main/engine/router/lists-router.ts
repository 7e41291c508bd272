import { os } from './implementer.ts'

export const albumsRouter = {
  list: os.albums.list.handler(({ context }) => context.catalog.albums()),
}

export const keywordsRouter = {
  suggest: os.keywords.suggest.handler(({ context, input }) =>
    context.catalog.suggestKeywords(input.text, input.limit),
  ),
}

export const volumesRouter = {
  list: os.volumes.list.handler(({ context }) => context.volumes.list()),
  eject: os.volumes.eject.handler(async ({ context, input }) => {
    await context.volumes.eject(input.volumeId)
    return {}
  }),
}

export const jobsRouter = {
  list: os.jobs.list.handler(({ context }) => context.jobs.list()),
  pause: os.jobs.pause.handler(({ context, input }) => context.jobs.pause(input.id)),
  resume: os.jobs.resume.handler(({ context, input }) => context.jobs.resume(input.id)),
  cancel: os.jobs.cancel.handler(({ context, input }) => context.jobs.cancel(input.id)),
  dismiss: os.jobs.dismiss.handler(({ context, input }) => {
    context.jobs.dismiss(input.id)
    return {}
  }),
}
