import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { SeenVolume } from '../../../src/main/catalog/catalog.ts'
import { createVolumeService } from '../../../src/main/volumes/create-volume-service.ts'
import { mayHoldPhotos, parseMountInfo } from '../../../src/main/volumes/linux-mounts.ts'
import type { Mount, MountSource } from '../../../src/main/volumes/mount.ts'
import type { VolumeId } from '../../../src/shared/ids.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'volumes-')))
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

function mountAt(name: string, ...inside: string[]): Mount {
  const mountPath = join(folder, name)
  for (const part of inside) mkdirSync(join(mountPath, part), { recursive: true })
  mkdirSync(mountPath, { recursive: true })
  return {
    key: `uuid:${name}`,
    name,
    mountPath,
    fileSystem: 'ext4',
    removable: true,
    readOnly: false,
    device: name,
  }
}

async function serviceOver(mounts: Mount[], eject?: MountSource['eject']) {
  const ids = new Map<string, VolumeId>()
  const seen: SeenVolume[] = []
  const source: MountSource = {
    list: () => Promise.resolve([...mounts]),
    fingerprint: () => Promise.resolve(mounts.map((mount) => mount.mountPath).join()),
    eject: eject ?? (() => Promise.resolve()),
  }
  const service = await createVolumeService({
    source,
    onBug: (error) => {
      throw error
    },
    catalog: {
      volumeSeen(volume) {
        seen.push(volume)
        const id = ids.get(volume.key) ?? (String(ids.size).padStart(32, '0') as VolumeId)
        ids.set(volume.key, id)
        return Promise.resolve(id)
      },
      volumes: () =>
        Promise.resolve(
          [...ids].map(([key, id]) => ({ id, key, name: key.slice(5), mountPath: '', lastSeenAt: 0 })),
        ),
    },
  })
  closers.push(() => service.close())
  return service
}

test('the innermost mount holds a path, and its place is relative to it', async () => {
  const mounts = [mountAt('disk', 'pictures/2025'), mountAt('disk/card', 'DCIM')]
  const service = await serviceOver(mounts)
  const onDisk = await service.locate(join(folder, 'disk/pictures/2025'))
  const onCard = await service.locate(join(folder, 'disk/card/DCIM'))
  expect(onDisk).toMatchObject({ relative: 'pictures/2025', mountPath: join(folder, 'disk') })
  expect(onCard.relative).toBe('DCIM')
  expect(onCard.volumeId).not.toBe(onDisk.volumeId)
  expect(service.resolve(onDisk.volumeId, 'pictures', 'a.nef')).toBe(join(folder, 'disk/pictures/a.nef'))
  await expect(service.locate(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'folder-missing' })
})

test('a volume with DCIM is a card; an unplugged one stays known', async () => {
  const card = mountAt('eos', 'DCIM/100CANON')
  const mounts = [mountAt('plain'), card]
  const service = await serviceOver(mounts)
  const before = await service.list()
  expect(before.map((volume) => [volume.name, volume.isCard])).toEqual([
    ['plain', false],
    ['eos', true],
  ])
  expect(before[1]!.bytesFree).toBeGreaterThan(0)
  mounts.splice(mounts.indexOf(card), 1)
  const after = await service.list()
  const gone = after.find((volume) => volume.name === 'eos')
  expect(gone).toMatchObject({ mountPath: null, bytesFree: null })
  expect(service.resolve(gone!.id, '', 'x')).toBeNull()
})

test('a failing eject says why', async () => {
  const service = await serviceOver([mountAt('busy')], () =>
    Promise.reject(new Error('Command failed: umount /x\numount: /x: target is busy.')),
  )
  const [volume] = await service.list()
  await expect(service.eject(volume!.id)).rejects.toMatchObject({
    code: 'eject-failed',
    params: { name: 'busy', reason: 'umount: /x: target is busy.' },
  })
})

test('mountinfo with blanks, bind mounts and read-only options', () => {
  const text =
    '36 35 8:33 / /media/ann/EOS\\040R6 ro,nosuid shared:1 - vfat /dev/sdc1 ro,fmask=0022\n' +
    '37 35 8:1 /srv/pictures /pictures rw,relatime - ext4 /dev/sda1 rw\n'
  expect(parseMountInfo(text)).toEqual([
    { root: '/', mountPath: '/media/ann/EOS R6', readOnly: true, fileSystem: 'vfat', device: '/dev/sdc1' },
    {
      root: '/srv/pictures',
      mountPath: '/pictures',
      readOnly: false,
      fileSystem: 'ext4',
      device: '/dev/sda1',
    },
  ])
})

test('memory that is read-only, and what belongs to the system, is no volume', () => {
  const text =
    '40 35 0:30 / /mnt/hidden ro,nosuid - tmpfs none ro,size=4k\n' +
    '41 35 0:31 / /mnt/scratch rw,nosuid - tmpfs none rw\n' +
    '42 35 0:32 / /boot/efi rw - vfat /dev/sda1 rw\n' +
    '43 35 0:33 / /media/ann/CARD ro - vfat /dev/sdc1 ro\n'
  const shown = parseMountInfo(text).filter(mayHoldPhotos)
  expect(shown.map(({ mountPath }) => mountPath)).toEqual(['/mnt/scratch', '/media/ann/CARD'])
})

test('this machine has a volume for the temporary folder', async () => {
  const { linuxMounts } = await import('../../../src/main/volumes/linux-mounts.ts')
  if (process.platform !== 'linux') return
  const mounts = await linuxMounts.list()
  expect(mounts.some((mount) => folder.startsWith(mount.mountPath))).toBe(true)
})
