import { truncateSync, writeFileSync } from 'node:fs'
import { addSomePhotos, temporaryLibrary } from './temporary-library.ts'

/** A library of five photos whose catalog is damaged, with a good backup. */
export async function damagedLibrary(): Promise<{ folder: string; path: string; backup: string }> {
  const library = await temporaryLibrary()
  await addSomePhotos(library, 5)
  const { path: backup } = await library.catalog.backup()
  await library.catalog.close()
  const { folder, path } = library
  truncateSync(path, 5_000)
  writeFileSync(path, 'x'.repeat(5_000), { flag: 'r+' })
  return { folder, path, backup }
}
