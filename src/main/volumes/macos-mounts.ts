import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Mount, MountSource } from './mount.ts'

const run = promisify(execFile)

/** The part of `diskutil info -plist` we use, after plutil made JSON of it. */
const diskInfoSchema = z.object({
  VolumeUUID: z.string().optional(),
  DiskUUID: z.string().optional(),
  VolumeName: z.string().default(''),
  MountPoint: z.string(),
  FilesystemType: z.string().optional(),
  DeviceIdentifier: z.string(),
  Ejectable: z.boolean().default(false),
  RemovableMedia: z.boolean().default(false),
  Internal: z.boolean().default(true),
  WritableVolume: z.boolean().default(true),
})

export const macosMounts: MountSource = {
  fingerprint: async () => (await readdir('/Volumes')).join('\n'),

  async list() {
    const names = await readdir('/Volumes')
    const infos = await Promise.all(['/', ...names.map((name) => `/Volumes/${name}`)].map(describe))
    const mounts = infos.filter((mount) => mount !== null)
    // /Volumes holds a link to the system volume, which is "/" already.
    return [...new Map(mounts.map((mount) => [mount.key, mount])).values()]
  },

  async eject(mount) {
    await run('diskutil', ['eject', mount.device], { timeout: 60_000 })
  },
}

async function describe(path: string): Promise<Mount | null> {
  try {
    const { stdout } = await run('/bin/sh', [
      '-c',
      'diskutil info -plist "$1" | plutil -convert json -o - -',
      'sh',
      path,
    ])
    const info = diskInfoSchema.parse(JSON.parse(stdout))
    return {
      key: `uuid:${info.VolumeUUID ?? info.DiskUUID ?? info.MountPoint}`,
      name: info.VolumeName || 'System',
      mountPath: info.MountPoint,
      fileSystem: info.FilesystemType ?? null,
      removable: info.Ejectable || info.RemovableMedia || !info.Internal,
      readOnly: !info.WritableVolume,
      device: info.DeviceIdentifier,
    }
  } catch {
    // A network share or a volume that is just going away: diskutil knows nothing of it.
    return null
  }
}
