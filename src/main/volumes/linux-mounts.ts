import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Mount, MountSource } from './mount.ts'

const run = promisify(execFile)

/** Kernel interfaces, not places for photos. */
const NO_PLACE_FOR_PHOTOS = new Set([
  'autofs', 'binfmt_misc', 'bpf', 'cgroup', 'cgroup2', 'configfs', 'debugfs', 'devpts', 'devtmpfs', 'efivarfs',
  'fusectl', 'hugetlbfs', 'mqueue', 'nsfs', 'proc', 'pstore', 'ramfs', 'rpc_pipefs', 'securityfs', 'squashfs',
  'sysfs', 'tracefs',
]) // prettier-ignore

interface MountLine {
  root: string
  mountPath: string
  readOnly: boolean
  fileSystem: string
  device: string
}

/** Parses /proc/self/mountinfo (proc_pid_mountinfo(5)); blanks in paths are octal escapes. */
export function parseMountInfo(text: string): MountLine[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.includes('-'))
    .map((fields) => {
      const [fileSystem = '', device = ''] = fields.slice(fields.indexOf('-') + 1)
      return {
        root: unescapeOctal(fields[3] ?? '/'),
        mountPath: unescapeOctal(fields[4] ?? '/'),
        readOnly: (fields[5] ?? '').split(',').includes('ro'),
        fileSystem,
        device: unescapeOctal(device),
      }
    })
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
}

export const linuxMounts: MountSource = {
  fingerprint: () => readFile('/proc/self/mountinfo', 'utf8'),

  async list() {
    const [lines, uuids, names] = await Promise.all([
      readFile('/proc/self/mountinfo', 'utf8').then(parseMountInfo),
      devicesBy('/dev/disk/by-uuid'),
      devicesBy('/dev/disk/by-label'),
    ])
    const useful = lines.filter(mayHoldPhotos)
    // The last mount on a path covers those before it.
    const visible = [...new Map(useful.map((line) => [line.mountPath, line])).values()]
    return Promise.all(visible.map((line) => describe(line, uuids, names)))
  },

  async eject(mount) {
    try {
      await run('udisksctl', ['unmount', '--no-user-interaction', '-b', mount.device], { timeout: 60_000 })
      await run('udisksctl', ['power-off', '--no-user-interaction', '-b', mount.device], { timeout: 60_000 })
    } catch (error) {
      if (!isMissingProgram(error)) throw error
      await run('umount', [mount.mountPath], { timeout: 60_000 })
    }
  },
}

/** Nothing comes to be in memory that is read-only; programs hang such mounts over folders to hide them. */
export function mayHoldPhotos({ fileSystem, readOnly, mountPath }: MountLine): boolean {
  return !NO_PLACE_FOR_PHOTOS.has(fileSystem) && !(fileSystem === 'tmpfs' && readOnly) && isPlace(mountPath)
}

function isPlace(mountPath: string): boolean {
  return !/^\/(proc|sys|dev|snap|boot|run(?!\/(media|mount)))(\/|$)/.test(mountPath)
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function describe(
  line: MountLine,
  uuids: Map<string, string>,
  names: Map<string, string>,
): Promise<Mount> {
  const uuid = uuids.get(line.device)
  // A bind mount or subvolume shows another part of the same file system, so it is a volume of its own.
  const part = line.root === '/' ? '' : `:${line.root}`
  return {
    key: uuid ? `uuid:${uuid}${part}` : `linux:${line.fileSystem}:${line.device}:${line.mountPath}`,
    name: names.get(line.device) ?? (line.mountPath === '/' ? 'System' : basename(line.mountPath)),
    mountPath: line.mountPath,
    fileSystem: line.fileSystem,
    removable: /^\/(media|run\/media)\//.test(line.mountPath) || (await isRemovableDevice(line.device)),
    readOnly: line.readOnly,
    device: line.device,
  }
}

/** /dev/disk/by-… holds links named by UUID or label (udev escapes as \x20) to devices. */
async function devicesBy(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const links = await readdir(folder).catch(() => [])
  for (const link of links) {
    const device = resolve(folder, await readlink(`${folder}/${link}`))
    found.set(
      device,
      link.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    )
  }
  return found
}

async function isRemovableDevice(device: string): Promise<boolean> {
  if (!device.startsWith('/dev/')) return false
  const disk = basename(device).replace(/(?<=\d)p\d+$|(?<=[a-z])\d+$/, '')
  const flag = await readFile(`/sys/block/${disk}/removable`, 'utf8').catch(() => '0')
  return flag.trim() === '1'
}
