import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { MountSource } from './mount.ts'

const run = promisify(execFile)

/** Win32_LogicalDisk: DriveType 2 removable, 3 fixed, 4 network, 5 optical. */
const diskSchema = z.object({
  DeviceID: z.string(),
  VolumeName: z.string().nullish(),
  VolumeSerialNumber: z.string().nullish(),
  FileSystem: z.string().nullish(),
  DriveType: z.number(),
})

const listScript =
  '@(Get-CimInstance Win32_LogicalDisk | ' +
  'Select-Object DeviceID,VolumeName,VolumeSerialNumber,FileSystem,DriveType) | ConvertTo-Json -Compress'

export const windowsMounts: MountSource = {
  /** Starting PowerShell takes a second, so only the letters are looked at until they change. */
  async fingerprint() {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const present = await Promise.all(
      letters.map((letter) =>
        access(`${letter}:\\`).then(
          () => letter,
          () => '',
        ),
      ),
    )
    return present.join('')
  },

  async list() {
    const { stdout } = await powershell(listScript)
    const parsed: unknown = JSON.parse(stdout || '[]')
    const disks = z.array(diskSchema).parse(Array.isArray(parsed) ? parsed : [parsed])
    return disks
      .filter((disk) => disk.FileSystem)
      .map((disk) => ({
        key: `serial:${disk.VolumeSerialNumber ?? disk.DeviceID}`,
        name: disk.VolumeName || disk.DeviceID,
        mountPath: `${disk.DeviceID}\\`,
        fileSystem: disk.FileSystem ?? null,
        removable: disk.DriveType === 2,
        readOnly: disk.DriveType === 5,
        device: disk.DeviceID,
      }))
  },

  async eject(mount) {
    // The shell's own verb; it asks every program to let go, as the Explorer does.
    await powershell(
      `(New-Object -ComObject Shell.Application).Namespace(17).ParseName('${mount.device}').InvokeVerb('Eject')`,
    )
  },
}

function powershell(script: string) {
  return run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], { timeout: 60_000 })
}
