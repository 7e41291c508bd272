import { Button as AriaButton } from 'react-aria-components'
import { ProgressBar } from '../components/progress-bar.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { foremost, isActive, shareDone } from './job-list.ts'
import { jobAmount, jobName, rateAndLeft } from './job-words.ts'
import { useJobs } from './use-jobs.ts'
import './jobs-status.css'

/** The foremost job in the status bar, with real numbers. Pressing it opens the panel with all of them. */
export function JobsStatus() {
  const text = useText().import
  const all = useJobs()
  const shown = all.filter((job) => isActive(job) || job.failures.length > 0 || job.state === 'failed')
  const job = foremost(shown)
  const open = useScreen((state) => state.overlay === 'jobs')
  const toggle = () => useScreen.setState({ overlay: open ? 'none' : 'jobs' })
  if (!job) {
    return (
      <AriaButton className="jobs-status jobs-status-idle" aria-expanded={open} onPress={toggle}>
        {text.jobs.idle}
      </AriaButton>
    )
  }
  const name = jobName(text, job)
  const amount = jobAmount(text, job)
  return (
    <AriaButton className="jobs-status numeric" aria-expanded={open} onPress={toggle}>
      <span className="ellipsis">{name}</span>
      {isActive(job) ? (
        <>
          <ProgressBar
            label={name}
            done={shareDone(job) ?? 0}
            total={shareDone(job) === null ? null : 1}
            valueText={amount}
            tone={job.state === 'running' ? 'accent' : 'grey'}
          />
          <span>{amount}</span>
          <span className="jobs-status-rate">
            {job.state === 'running' ? rateAndLeft(text, job) : text.jobs.states[job.state]}
          </span>
        </>
      ) : (
        <span className="jobs-status-failed">
          {job.failures.length > 0 ? text.jobs.failures(job.failures.length) : text.jobs.states[job.state]}
        </span>
      )}
      <span className="visually-hidden">{text.jobs.open(shown.length)}</span>
      {shown.length > 1 && <span className="jobs-status-rate">{text.jobs.more(shown.length - 1)}</span>}
    </AriaButton>
  )
}
