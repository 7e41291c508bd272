import { useEffect } from 'react'
import { announce } from '../state/notices.ts'
import { useFormat } from '../state/format-context.ts'
import { useView } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'

/** How many photos the view holds, of how many, and how many of them are selected. */
export function ViewCount() {
  const { counts: text, search: words } = useText().library
  const format = useFormat()
  const view = useView()
  const selected = useScreen((state) => state.selected.size)
  const search = view?.query.search ?? ''
  const found = view?.count ?? 0
  useEffect(() => {
    if (search !== '') announce(words.found(format, found))
  }, [search, found, words, format])
  if (!view) return null
  const { count, rest } = text.of(format, view.count, view.sourceCount)
  return (
    <span className="view-count numeric">
      <b>{count}</b> {rest}
      <span className="view-bytes">
        {selected > 1 ? text.selected(format, selected) : format.bytes(view.bytes)}
      </span>
    </span>
  )
}
