import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { parseMountInfo } from '../volumes/linux-mounts.ts'

const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|afs|ceph|9p|lustre|ncpfs|davfs|fuse\.(sshfs|rclone|glusterfs|gvfsd-fuse|s3fs|davfs2?|ceph))$/

/**
 * SQLite needs locks and shared memory that network file systems do not keep honest: a catalog there is damaged sooner
 * or later. Source: https://www.sqlite.org/howtocorrupt.html, section 2.1.
 * @throws AppError library-on-network-share
 */
export function requireLocalDisk(folder: string): void {
  if (isOnNetwork(realpathSync.native(folder)))
    throw new AppError('library-on-network-share', { path: folder })
}

function isOnNetwork(path: string): boolean {
  switch (process.platform) {
    case 'win32':
      // The native real path of a mapped drive is the share's own.
      return path.startsWith('\\\\') && !path.startsWith('\\\\?\\')
    case 'darwin':
      return networkTypes.test(typeAt(path, macMounts(execFileSync('/sbin/mount', { encoding: 'utf8' }))))
    default:
      return networkTypes.test(typeAt(path, linuxMounts(readFileSync('/proc/self/mountinfo', 'utf8'))))
  }
}

interface MountPoint {
  path: string
  type: string
}

/** Type of the file system that holds a path: of the longest mount path above it, the last where there are several. */
export function typeAt(path: string, mounts: readonly MountPoint[]): string {
  const above = mounts.filter(
    (mount) => path === mount.path || path.startsWith(mount.path.replace(/\/$/, '') + sep),
  )
  return above.reduce((best, mount) => (mount.path.length >= best.path.length ? mount : best), {
    path: '',
    type: '',
  }).type
}

export function linuxMounts(mountInfo: string): MountPoint[] {
  return parseMountInfo(mountInfo).map((line) => ({ path: line.mountPath, type: line.fileSystem }))
}

/** `//user@server/share on /Volumes/share (smbfs, nodev, …)` */
export function macMounts(output: string): MountPoint[] {
  return [...output.matchAll(/^.* on (.+) \(([^,)]+)/gm)].map((line) => ({ path: line[1]!, type: line[2]! }))
}
