import { ExifTool } from 'exiftool-vendored'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { State } from '../../shared/columns.ts'
import { doctor as en } from '../../shared/text/en/doctor.ts'
import type { DoctorFinding } from '../../shared/text/en/doctor.ts'
import { doctor as ja } from '../../shared/text/ja/doctor.ts'
import type { Params } from '../../shared/text/message.ts'
import { unitsEn } from '../../shared/text/units.ts'
import { engineLanguage } from './engine-language.ts'
import type { Engine } from './engine.ts'

export interface Diagnosis {
  ok: boolean
  findings: { area: string; what: string; do: string }[]
}

interface Finding {
  area: 'catalog' | 'originals' | 'previews' | 'tools' | 'disk'
  key: DoctorFinding
  params: Params
}

/** Photos looked at, spread over the library: enough to notice a lost disk or folder without reading everything. */
const SAMPLE = 500
const LOW_DISK_BYTES = 1_000_000_000

/** Looks whether everything the library stands on is sound. Changes nothing. */
export async function runDoctor(engine: Engine): Promise<Diagnosis> {
  const found = await Promise.all([
    checkCatalog(engine),
    checkOriginals(engine),
    checkPreviews(engine),
    checkExifTool(),
    checkDisk(engine),
  ])
  const language = engineLanguage(engine.settings.get())
  const text = language === 'ja' ? ja : en
  const findings = found.flat().map(({ area, key, params }) => ({
    area,
    what: text[key].what(params),
    do: text[key].do(params),
  }))
  return { ok: findings.length === 0, findings }
}

async function checkCatalog({ catalog }: Engine): Promise<Finding[]> {
  const problems = await catalog.quickCheck()
  return problems
    .slice(0, 10)
    .map((problem) => ({ area: 'catalog', key: 'catalog-damaged', params: { problem } }))
}

async function checkOriginals({ catalog, volumes }: Engine): Promise<Finding[]> {
  let looked = 0
  let unplugged = 0
  const missing: string[] = []
  for (const slot of sample(catalog, (state) => (state & State.trashed) === 0)) {
    const id = catalog.idOf(slot)
    for (const file of id ? await catalog.filesOf(id) : []) {
      looked++
      const path = volumes.resolve(file.volumeId, file.folder, file.name)
      if (path === null) unplugged += (await catalog.blobs.filePlace(file.id)) ? 0 : 1
      else if (!existsSync(path)) missing.push(path)
    }
  }
  const findings: Finding[] = []
  if (missing.length > 0) {
    const params = { missing: missing.length, looked, example: missing[0]! }
    findings.push({ area: 'originals', key: 'originals-missing', params })
  }
  if (unplugged > 0)
    findings.push({ area: 'originals', key: 'volumes-unplugged', params: { unplugged, looked } })
  return findings
}

async function checkPreviews({ catalog, previews }: Engine): Promise<Finding[]> {
  const slots = sample(catalog, (state) => (state & State.preview) !== 0)
  const missing = slots.length - (await previews.grid(slots)).size
  return missing === 0
    ? []
    : [{ area: 'previews', key: 'previews-missing', params: { missing, looked: slots.length } }]
}

async function checkExifTool(): Promise<Finding[]> {
  const exiftool = new ExifTool({ maxProcs: 1 })
  try {
    await exiftool.version()
    return []
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ area: 'tools', key: 'exiftool-missing', params: { reason } }]
  } finally {
    await exiftool.end()
  }
}

async function checkDisk({ layout }: Engine): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(layout.root)
  const bytes = bavail * bsize
  if (bytes >= LOW_DISK_BYTES) return []
  const free = unitsEn.bytes(bytes)
  return [{ area: 'disk', key: 'disk-low', params: { path: layout.root, free } }]
}

/** Up to SAMPLE slots, evenly over all that are taken and wanted. */
function sample({ columns }: Engine['catalog'], wanted: (state: number) => boolean): number[] {
  const slots: number[] = []
  for (let slot = 0; slot < columns.length; slot++) {
    const state = columns.state[slot]!
    if (!(state & State.vacant) && wanted(state)) slots.push(slot)
  }
  if (slots.length <= SAMPLE) return slots
  return Array.from({ length: SAMPLE }, (_, index) => slots[Math.floor((index * slots.length) / SAMPLE)]!)
}
