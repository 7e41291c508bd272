import { useState } from 'react'
import type { Job } from '../../shared/jobs.ts'
import { Button } from '../components/button.tsx'
import { useText } from '../state/text-context.ts'

/** What could not be done, in red, with every file's reason on demand. */
export function JobFailures({ failures }: Pick<Job, 'failures'>) {
  const text = useText()
  const { jobs } = text.import
  const [open, setOpen] = useState(false)
  if (failures.length === 0) return null
  return (
    <div className="job-failures">
      <span>{jobs.failures(failures.length)}</span>
      <Button variant="ghost" aria-expanded={open} onPress={() => setOpen(!open)}>
        {open ? jobs.hide : jobs.show(failures.length)}
      </Button>
      {open && (
        <ul>
          {failures.map(({ path, error }) => (
            <li key={path}>
              <span className="job-failed-path selectable">{path}</span>
              {text.errors[error.code]({ path, name: path, ...error.params })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
