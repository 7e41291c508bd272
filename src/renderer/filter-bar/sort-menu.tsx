import { Button } from 'react-aria-components'
import type { Sort } from '../../shared/view.ts'
import { Icon } from '../components/icon.tsx'
import { type MenuEntry, MenuButton } from '../components/menu.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'

/** The order of the view. */
export function SortMenu() {
  const text = useText().library.sort
  const sort = useScreen((state) => state.sort)
  const inAlbum = useScreen((state) => state.source.kind === 'album')
  const directions = {
    taken: [text.oldestFirst, text.newestFirst],
    added: [text.oldestFirst, text.newestFirst],
    rating: [text.lowestFirst, text.highestFirst],
    name: [text.aToZ, text.zToA],
    album: [text.firstToLast, text.lastToFirst],
  } as const
  const fields: Sort['field'][] = inAlbum
    ? ['album', 'taken', 'added', 'rating', 'name']
    : ['taken', 'added', 'rating', 'name']
  const show = (next: Sort) => useScreen.setState({ sort: next })
  const byField: MenuEntry[] = fields.map((field) => ({
    id: field,
    label: text.fields[field],
    checked: sort.field === field,
    run: () => show({ field, descending: field !== 'name' && field !== 'album' }),
  }))
  const byDirection: MenuEntry[] = directions[sort.field].map((label, index) => ({
    id: `direction ${index}`,
    label,
    checked: sort.descending === (index === 1),
    run: () => show({ field: sort.field, descending: index === 1 }),
  }))
  return (
    <MenuButton label={text.name} groups={[byField, byDirection]}>
      <Button
        className="filter-chip"
        aria-label={`${text.name}: ${text.fields[sort.field]}, ${directions[sort.field][sort.descending ? 1 : 0]}`}
      >
        <Icon name="sort" size={12} />
        {text.fields[sort.field]}
      </Button>
    </MenuButton>
  )
}
