import type { Params } from '../message.ts'

/** Findings of `doctor`: what was found, and what to do about it. */
export interface FindingText {
  what: (params: Params) => string
  do: (params: Params) => string
}
export type DoctorText = Readonly<Record<DoctorFinding, FindingText>>
export type DoctorFinding =
  | 'catalog-damaged'
  | 'originals-missing'
  | 'volumes-unplugged'
  | 'previews-missing'
  | 'exiftool-missing'
  | 'disk-low'

export const doctor: DoctorText = {
  'catalog-damaged': {
    what: ({ problem = '' }) => `The catalog does not pass its check: ${problem}.`,
    do: () => 'Close Image Space and open the library again: the latest good backup is offered then.',
  },
  'originals-missing': {
    what: ({ missing = 0, looked = 0, example = '' }) =>
      `${missing} of ${looked} originals looked at are not where the catalog has them, such as ${example}.`,
    do: () => 'Move them back, or add the folder they are in now.',
  },
  'volumes-unplugged': {
    what: ({ unplugged = 0, looked = 0 }) =>
      `${unplugged} of ${looked} originals looked at are on volumes that are not connected.`,
    do: () => 'Connect the volumes to see these photos in full size.',
  },
  'previews-missing': {
    what: ({ missing = 0, looked = 0 }) =>
      `${missing} of ${looked} previews looked at are not in the preview store.`,
    do: () => 'They are made again when you look at the photos.',
  },
  'exiftool-missing': {
    what: ({ reason = '' }) =>
      `ExifTool does not answer (${reason}). Some formats are read without their details.`,
    do: () => 'Install Image Space again.',
  },
  'disk-low': {
    what: ({ path = '', free = '' }) => `Only ${free} are free where ${path} is.`,
    do: () => 'Free some space: the catalog and its backups need room to be written.',
  },
}
