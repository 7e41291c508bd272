import type { PhotoDetail } from '../../shared/photo.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'

/** The albums the photo is in; each opens. */
export function AlbumsSection({ albums }: Pick<PhotoDetail, 'albums'>) {
  const { albums: heading } = useText().loupe.info
  if (albums.length === 0) return null
  return (
    <section className="info-section">
      <h3 className="info-heading">{heading}</h3>
      <div className="info-chips">
        {albums.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="chip"
            title={title}
            onClick={() =>
              useScreen.setState({
                screen: 'library',
                source: { kind: 'album', id },
                search: '',
                sort: { field: 'album', descending: false },
              })
            }
          >
            <span className="ellipsis">{title}</span>
          </button>
        ))}
      </div>
    </section>
  )
}
