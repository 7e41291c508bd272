import type { TemplateFacts } from '../../../shared/file-template.ts'
import { extensionOf } from '../../grouping/file-kind.ts'
import { mediaStem } from '../../grouping/stem.ts'
import { cameraOf, type CardPhoto, leadOf, takenAtOf } from '../card/card-photo.ts'

/** What a photo fills a template with. */
export function templateFacts(photo: CardPhoto, sequence: number, job: string, card: string): TemplateFacts {
  const lead = leadOf(photo)
  const serial = photo.metadata.find((found) => found?.metadata.serial)?.metadata.serial ?? ''
  return {
    takenAt: takenAtOf(photo) ?? wallClock(lead.mtime),
    camera: cameraOf(photo),
    serial,
    job,
    card,
    sequence,
    originalName: mediaStem(lead.name),
    extension: extensionOf(lead.name),
  }
}

/** For lack of a capture time: the file's own, on this machine's clock, as the card's file system meant it. */
function wallClock(mtime: number): string {
  const date = new Date(mtime)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${String(date.getFullYear()).padStart(4, '0')}:${two(date.getMonth() + 1)}:${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
