import { os } from './implementer.ts'

export const editsRouter = {
  apply: os.edits.apply.handler(({ context, input }) => context.catalog.apply(input)),
  undo: os.edits.undo.handler(({ context }) => context.catalog.undo()),
  redo: os.edits.redo.handler(({ context }) => context.catalog.redo()),
}
