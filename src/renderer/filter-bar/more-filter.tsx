import { ownedThings } from '../../shared/query/term.ts'
import { type MenuEntry, MenuButton } from '../components/menu.tsx'
import { useText } from '../state/text-context.ts'
import { FilterChip } from './filter-chip.tsx'
import { useFilter } from './use-filter.ts'

/** What photos have and what they lack. */
export function MoreFilter() {
  const text = useText().library.filters
  const has = useFilter('has')
  const missing = useFilter('missing')
  const entries = (filter: typeof has, words: (thing: string) => string): MenuEntry[] =>
    ownedThings.map((thing) => ({
      id: words(thing),
      label: words(text.owned[thing]),
      checked: filter.values.includes(thing),
      run: () =>
        filter.set(
          filter.values.includes(thing)
            ? filter.values.filter((one) => one !== thing)
            : [...filter.values, thing],
        ),
    }))
  const on = has.values.length + missing.values.length
  return (
    <MenuButton label={text.more} groups={[entries(has, text.has), entries(missing, text.missing)]}>
      <FilterChip name={text.more} value={on === 0 ? undefined : `${text.more} ${on}`} />
    </MenuButton>
  )
}
