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

  async state(path: string): Promise<'free' | 'promised' | 'on disk'> {
    if (this.isPromised(path)) return 'promised'
    const { folder, name } = split(path)
    return (await this.#namesIn(folder)).has(fold(name)) ? 'on disk' : 'free'
  }

  isPromised(path: string): boolean {
    return this.#promised.some((names) => names.has(fold(path)))
  }

  promise(paths: readonly string[]): void {
    for (const path of paths) for (const names of this.#promised) names.add(fold(path))
  }

  #namesIn(folder: string): Promise<Set<string>> {
    const key = fold(folder)
    const known = this.#onDisk.get(key) ?? this.#list(folder)
    this.#onDisk.set(key, known)
    return known
  }

  async #list(folder: string): Promise<Set<string>> {
    const lists = await Promise.all(
      // A folder that is not there yet has all names free; one that cannot be read refuses the copy by itself.
      this.#roots.map((root) => readdir(join(root, folder)).catch((): string[] => [])),
    )
    return new Set(lists.flat().map(fold))
  }
}

/** Folder and name of a path with `/` between names. */
export function split(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) }
}
