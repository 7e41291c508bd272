import { z } from 'zod'
import { changedSettings, defaultSettings } from '../../shared/settings.ts'
import type { Settings, SettingsChange } from '../../shared/settings.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

/** The settings of a library: one file, defaults where it is silent or makes no sense. */
export interface SettingsStore {
  get(): Settings
  /** Written before it answers. */
  change(change: SettingsChange): Settings
  onChange(listener: (settings: Settings) => void): () => void
}

export function openSettings(path: string): SettingsStore {
  let settings = changedSettings(defaultSettings, readJsonFile(path, z.unknown()))
  const listeners = new Set<(settings: Settings) => void>()
  return {
    get: () => settings,
    change(change) {
      const next = changedSettings(settings, change)
      writeJsonFile(path, next)
      settings = next
      for (const listener of listeners) listener(settings)
      return settings
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
