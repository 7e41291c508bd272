import { useQuery } from '@tanstack/react-query'
import { lex } from '../../shared/query/lexer.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useAlbums, useFacets, useFolderTree } from '../state/lists.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useScreen } from '../state/screen-store.ts'
import type { KnownValues } from './suggestions.ts'

/** Values to suggest for what is being typed. */
export function useKnownValues(draft: string): KnownValues {
  const engine = useEngine()
  const facets = useFacets(useScreen((state) => state.source))
  const albums = useAlbums()
  const folders = useFolderTree()
  const word = lex(draft).at(-1)?.parts[0]?.text ?? ''
  const keywords = useQuery({
    queryKey: queryKeys.keywords(word),
    queryFn: () => engine.keywords.suggest({ text: word, limit: 6 }),
    enabled: word.length > 0,
    placeholderData: (previous) => previous,
  }).data
  return {
    camera: facets?.cameras ?? [],
    lens: facets?.lenses ?? [],
    date: (facets?.years ?? []).map(({ year, count }) => ({ name: String(year), count })),
    keyword: (keywords ?? []).map(({ keyword, count }) => ({ name: keyword, count })),
    album: albums.map(({ title, count }) => ({ name: title, count })),
    folder: folders.map(({ name, count }) => ({ name, count })),
  }
}
