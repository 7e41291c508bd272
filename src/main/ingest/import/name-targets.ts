import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { companionName } from '../../../shared/file-template.ts'
import { fold, mediaStem } from '../../grouping/stem.ts'
import type { PromisedNames } from './side-by-side.ts'

/**
 * Knows which names of the destinations are taken: on a disk in any case or Unicode form, since the disk may not tell
 * them apart, or promised to another file.
 */
export class NameTargets {
  readonly #roots: readonly string[]
  readonly #promised: readonly Set<string>[]
  readonly #onDisk = new Map<string, Promise<Set<string>>>()

  constructor(roots: readonly string[], promised: PromisedNames) {
    this.#roots = roots
    this.#promised = roots.map((root) => promised.namesIn(root))
  }

  /**
   * Paths relative to a destination; one stem for all files of a photo. `number` tells taken names apart, 0 none.
   * @param lead name of the photo's leading file, whose stem the others share
   */
  candidates(folder: string, stem: string, lead: string, files: readonly string[], number: number): string[] {
    const shared = mediaStem(lead)
    const used = new Set<string>()
    return files.map((file) => {
      let name = companionName(file, shared, stem, number)
      // Two files of one photo may differ in case only.
      for (let more = number + 1; used.has(fold(name)); more++) name = companionName(file, shared, stem, more)
      used.add(fold(name))
      return folder === '' ? name : `${folder}/${name}`
    })
  }

  async state(path: string, destination: number): Promise<'free' | 'promised' | 'on disk'> {
    if (this.isPromised(path, [destination])) return 'promised'
    const { folder, name } = split(path)
    return (await this.#namesIn(destination, folder)).has(fold(name)) ? 'on disk' : 'free'
  }

  isPromised(path: string, destinations: readonly number[]): boolean {
    return destinations.some((destination) => this.#promised[destination]!.has(fold(path)))
  }

  promise(path: string, destinations: readonly number[]): void {
    for (const destination of destinations) this.#promised[destination]!.add(fold(path))
  }

  #namesIn(destination: number, folder: string): Promise<Set<string>> {
    const key = `${destination}/${fold(folder)}`
    // A folder that is not there yet has all names free; one that cannot be read refuses the copy by itself.
    const known =
      this.#onDisk.get(key) ??
      readdir(join(this.#roots[destination]!, folder)).then(
        (names) => new Set(names.map(fold)),
        () => new Set<string>(),
      )
    this.#onDisk.set(key, known)
    return known
  }
}

/** Folder and name of a path with `/` between names. */
export function split(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) }
}
