import type { SearchField } from '../../shared/query/fields.ts'
import { setTerm, termValues } from '../../shared/query/line.ts'
import { useScreen } from '../state/screen-store.ts'

/** One field of the search line: the values it asks for, and a way to ask for others. */
export function useFilter(field: SearchField) {
  const search = useScreen((state) => state.search)
  return {
    values: termValues(search, field),
    set: (value: string | readonly string[] | null) =>
      useScreen.setState(({ search: line }) => ({ search: setTerm(line, field, value) })),
  }
}
