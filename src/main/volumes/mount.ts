/** A file system as the operating system tells of it. */
export interface Mount {
  /** UUID or serial of the file system where the system knows one, else what comes nearest to staying the same. */
  key: string
  name: string
  mountPath: string
  fileSystem: string | null
  removable: boolean
  readOnly: boolean
  /** What the system's eject command takes. */
  device: string
}

/** One per operating system. */
export interface MountSource {
  list(): Promise<Mount[]>
  /** A cheap text that changes when the list may have changed. */
  fingerprint(): Promise<string>
  /** @throws Error with the system's own words */
  eject(mount: Mount): Promise<void>
}
