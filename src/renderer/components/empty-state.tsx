import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './empty-state.css'

interface EmptyStateProps {
  icon: IconName
  title: string
  children: ReactNode
  /** One primary button, perhaps a plain one. */
  actions?: ReactNode
}

/** What stands where nothing is: what it would be, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <section className="empty-state">
      <Icon name={icon} size={24} />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className="empty-state-actions">{actions}</div>}
    </section>
  )
}
