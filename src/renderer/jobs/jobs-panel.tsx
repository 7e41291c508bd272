import { type KeyboardEvent, useEffect, useRef } from 'react'
import { IconButton } from '../components/button.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { JobRow } from './job-row.tsx'
import { useJobs } from './use-jobs.ts'
import './jobs-panel.css'

const close = () => useScreen.setState({ overlay: 'none' })

/** Everything that runs in the background, above the status bar: how far it is, and what can be done about it. */
export function JobsPanel() {
  const text = useText()
  const jobs = useJobs()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <section
      ref={panel}
      className="jobs-panel"
      role="dialog"
      aria-labelledby="jobs-panel-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="jobs-panel-head">
        <h2 id="jobs-panel-title">{text.import.jobs.title}</h2>
        <IconButton icon="close" label={text.app.close} tooltipKeys="Escape" onPress={close} />
      </div>
      {jobs.length === 0 ? (
        <p className="jobs-none">{text.import.jobs.none}</p>
      ) : (
        <ul>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  )
}
