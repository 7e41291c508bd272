import { useState } from 'react'
import { Icon } from '../components/icon.tsx'
import type { PhotoFile } from '../../shared/photo.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useText } from '../state/text-context.ts'
import { copiesByVolume } from './copies.ts'

/** Where the photo's files are, and when each place was last proved. */
export function CopiesSection({ slot, files }: { slot: number; files: readonly PhotoFile[] }) {
  const text = useText()
  const format = useFormat()
  const verified = useLibrary((state) => state.columns.copies[slot] ?? 0)
  const words = text.loupe.info
  const [now] = useState(() => Date.now())
  const volumes = copiesByVolume(files)
  if (volumes.length === 0) return null
  const level = verified === 0 ? 'none' : verified === 1 ? 'one' : 'enough'
  return (
    <section className="info-section">
      <h3 className="info-heading">
        <span>{words.copies}</span>
        <span className={`info-copies-${level}`}>{words.verified(verified)}</span>
      </h3>
      <ul className="info-copies numeric">
        {volumes.map((volume) => (
          <li key={volume.name}>
            <Icon name={volume.connected ? 'disk' : 'unplugged'} size={14} />
            <span className="info-volume">
              <span className="ellipsis" title={volume.name}>
                {volume.name}
              </span>
              {!volume.connected && <span className="info-quiet">{words.unplugged}</span>}
            </span>
            <span
              className="info-when"
              title={volume.verifiedAt === null ? undefined : format.moment(volume.verifiedAt)}
            >
              {volume.verifiedAt === null
                ? words.notReadBack
                : (volume.isSpace ? words.receipt : words.readBack)(
                    format.shortMoment(volume.verifiedAt, now),
                  )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
