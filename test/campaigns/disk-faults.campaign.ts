import { spawnSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyFolder } from '../../src/main/ingest/verify-folder.ts'
import { ImportPoints, spread } from '../crash/import-points.ts'
import { importCard, importOptions, openIngestKit, temporaryFolder } from '../fixtures/ingest-kit.ts'
import { makeSmallCard } from '../fixtures/small-card.ts'

// npm run campaign -- disk-faults [POINTS]: a full disk from, and a broken one at, every writing call of a 20-file
// import to two volumes (or at so many); and an import onto a real exFAT file system, where that can be mounted.

using folder = temporaryFolder('fault-campaign')
const points = await ImportPoints.prepare(folder.path)
if (!points) throw new Error('This campaign needs Linux and a C compiler (cc, gcc or clang).')
const all = await points.count()
const chosen = spread(all, Number(process.argv[2] ?? all))
const broken: string[] = []
for (const fault of ['no space', 'broken'] as const) {
  const child = points.startChild()
  let tried = 0
  for (const k of chosen) {
    broken.push(
      ...(await points.faultAt(child, fault, k)).map((what) => `${fault} at ${k} of ${all}: ${what}`),
    )
    if (++tried % 20 === 0)
      console.log(`${fault}: ${tried} of ${chosen.length} points, ${broken.length} violations`)
  }
  await child.end()
}
console.log(broken.join('\n'))
console.log(
  `full and broken disk at ${chosen.length} of ${all} writing calls each: ${broken.length} violations`,
)
const exfat = await onExfat(folder.path)
console.log(`exFAT: ${exfat}`)
process.exit(broken.length === 0 && !exfat.startsWith('failed') ? 0 : 1)

/** A file system without hard links, that does not tell case apart. */
async function onExfat(home: string): Promise<string> {
  const [image, disk, card] = ['exfat.img', 'exfat', 'card'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(image, '')
  truncateSync(image, 200_000_000)
  mkdirSync(disk)
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' })
  if (run('mkfs.exfat', image).status !== 0) return 'not tried: no mkfs.exfat (Debian: exfatprogs)'
  const loop = run('losetup', '-f', '--show', image).stdout?.trim()
  if (!loop) return 'not tried: no loop device'
  try {
    if (run('mount.exfat-fuse', loop, disk).status !== 0) return 'not tried: no exfat-fuse, or not root'
    await makeSmallCard(card)
    writeFileSync(join(card, 'DCIM/100NIKON/dsc_0001.jpg'), 'same name in another case')
    await using kit = await openIngestKit(join(home, 'exfat library'), [disk])
    const to = join(disk, 'pictures')
    const { report } = await importCard(kit, card, importOptions(to, { job: 'a:b?' }))
    const check = await verifyFolder(to)
    const fine = report?.failed.length === 0 && check.ok === 11 && check.unlisted.length === 0
    return fine
      ? `${report.copied} files copied, ${check.ok} verified`
      : `failed: ${JSON.stringify({ report, check })}`
  } finally {
    run('umount', disk)
    run('losetup', '-d', loop)
  }
}
