import { useNotices } from '../state/notices.ts'

/** Live regions. They are always in the page, because readers ignore regions that come with their text. */
export function Announcer() {
  const polite = useNotices((state) => state.polite)
  const urgent = useNotices((state) => state.urgent)
  return (
    <div className="visually-hidden">
      <div role="status">
        <span key={polite.number}>{polite.text}</span>
      </div>
      <div aria-live="assertive">
        <span key={urgent.number}>{urgent.text}</span>
      </div>
    </div>
  )
}
