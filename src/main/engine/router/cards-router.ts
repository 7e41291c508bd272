import { verifyFolder } from '../../ingest/verify-folder.ts'
import { os } from './implementer.ts'

export const cardsRouter = {
  list: os.cards.list.handler(({ context }) => context.cards.list()),
  open: os.cards.open.handler(({ context, input }) => context.cards.open(input.path)),
  close: os.cards.close.handler(async ({ context, input }) => {
    await context.cards.close(input.cardId)
    return {}
  }),
  items: os.cards.items.handler(({ context, input }) =>
    context.cards.items(input.cardId, input.from, input.to),
  ),
  mark: os.cards.mark.handler(({ context, input: { cardId, indexes, ...change } }) =>
    context.cards.mark(cardId, indexes, given(change)),
  ),
  plan: os.cards.plan.handler(({ context, input }) => context.cards.plan(input.cardId, input.options)),
  start: os.cards.start.handler(({ context, input }) => context.cards.start(input.cardId, input.options)),
  makeSample: os.cards.makeSample.handler(({ context }) => context.makeSampleCard()),
}

export const importsRouter = {
  list: os.imports.list.handler(({ context }) => context.catalog.imports()),
  report: os.imports.report.handler(({ context, input }) => context.catalog.importReport(input.importId)),
  resume: os.imports.resume.handler(({ context, input }) => context.cards.resume(input.importId)),
}

export const manifestsRouter = {
  verify: os.manifests.verify.handler(({ input }) => verifyFolder(input.path)),
}

/** Leaves out what is undefined: absent and undefined differ to whoever spreads a change over a state. */
function given<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    // The entries are the change's own, less the undefined ones.
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
