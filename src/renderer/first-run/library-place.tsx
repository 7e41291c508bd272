import { useBrowse } from '../folder-chooser/use-browse.ts'
import { useAppInfo } from '../state/lists.ts'
import { useText } from '../state/text-context.ts'

/** Where the library is kept, and how much space there is. */
export function LibraryPlace() {
  const { firstRun, destination } = useText().import
  const path = useAppInfo()?.libraryPath ?? null
  const free = useBrowse(path).folder?.bytesFree ?? null
  if (path === null) return <span />
  return (
    <span className="ellipsis numeric" title={path}>
      {free === null ? firstRun.libraryOnly(path) : firstRun.library(path, destination.free(free))}
    </span>
  )
}
