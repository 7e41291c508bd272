import type { Job } from '../../shared/jobs.ts'
import { IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icons.ts'
import { ProgressBar } from '../components/progress-bar.tsx'
import { useText } from '../state/text-context.ts'
import { JobFailures } from './job-failures.tsx'
import { isActive, shareDone } from './job-list.ts'
import { jobAmount, jobName, rateAndLeft } from './job-words.ts'
import { useJobAct } from './use-jobs.ts'

const icons = {
  import: 'card',
  index: 'folder',
  previews: 'photos',
  metadata: 'info',
  hashes: 'shieldCheck',
  verify: 'shieldCheck',
  backup: 'disk',
  'sample-card': 'stack',
  bring: 'import',
} as const satisfies Record<Job['kind'], IconName>

export function JobRow({ job }: { job: Job }) {
  const text = useText().import
  const { jobs } = text
  const name = jobName(text, job)
  const amount = jobAmount(text, job)
  const active = isActive(job)
  return (
    <li className="job-row">
      <Icon name={icons[job.kind]} />
      <div className="job-row-main">
        <div className="job-row-line">
          <span className="ellipsis">{name}</span>
          {job.state !== 'running' && (
            <span className={`job-state job-state-${job.state}`}>{jobs.states[job.state]}</span>
          )}
        </div>
        {active && (
          <ProgressBar
            label={name}
            done={shareDone(job) ?? 0}
            total={shareDone(job) === null ? null : 1}
            valueText={amount}
            tone={job.state === 'running' ? 'accent' : 'grey'}
          />
        )}
        <div className="job-row-line job-row-facts numeric">
          <span>{amount}</span>
          {job.state === 'running' && <span>{rateAndLeft(text, job)}</span>}
        </div>
        <JobFailures failures={job.failures} />
      </div>
      <JobActs job={job} name={name} />
    </li>
  )
}

function JobActs({ job, name }: { job: Job; name: string }) {
  const { jobs } = useText().import
  const act = useJobAct()
  const { id, state, canPause, canCancel } = job
  if (!isActive(job)) {
    return <IconButton icon="close" label={jobs.dismiss(name)} onPress={() => act({ id, act: 'dismiss' })} />
  }
  return (
    <>
      {canPause && state !== 'paused' && (
        <IconButton icon="pause" label={jobs.pause(name)} onPress={() => act({ id, act: 'pause' })} />
      )}
      {state === 'paused' && (
        <IconButton icon="play" label={jobs.goOn(name)} onPress={() => act({ id, act: 'resume' })} />
      )}
      {canCancel && (
        <IconButton icon="close" label={jobs.cancel(name)} onPress={() => act({ id, act: 'cancel' })} />
      )}
    </>
  )
}
