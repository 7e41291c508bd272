import type { ReactNode } from 'react'
import { Button, TreeItem, TreeItemContent } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icons.ts'
import { usePhotoDrop } from './use-photo-drop.ts'

interface SidebarRowProps {
  id: string
  name: string
  icon: IconName
  /** Count, free space, or a word. */
  note?: string
  /** Not reachable now: still opens. */
  dimmed?: boolean
  /** Buttons that appear while the row is pointed at or focused. */
  actions?: ReactNode
  onAction?: () => void
  /** Photos of the grid may be dropped on it. */
  onPhotos?: (slots: number[]) => void
  /** Rows below it. */
  children?: ReactNode
}

/** A row of the sidebar's tree. */
export function SidebarRow(props: SidebarRowProps) {
  const { id, name, icon, note, dimmed = false, actions, onAction, onPhotos, children } = props
  const drop = usePhotoDrop((slots) => onPhotos?.(slots))
  return (
    <TreeItem
      id={id}
      textValue={note ? `${name}, ${note}` : name}
      className={dimmed ? 'sidebar-row sidebar-dimmed' : 'sidebar-row'}
      {...(onAction && { onAction })}
    >
      <TreeItemContent>
        {({ hasChildItems, isExpanded, level }) => (
          <div
            className={drop.over ? 'sidebar-line sidebar-drop' : 'sidebar-line'}
            style={{ paddingLeft: 6 + (level - 1) * 18 }}
            {...(onPhotos && drop.handlers)}
          >
            {hasChildItems && (
              <Button slot="chevron" className="sidebar-chevron">
                <Icon name={isExpanded ? 'chevronDown' : 'chevronRight'} size={10} />
              </Button>
            )}
            <Icon name={icon} size={14} />
            <span className="ellipsis">{name}</span>
            {note !== undefined && <span className="sidebar-note numeric">{note}</span>}
            {actions}
          </div>
        )}
      </TreeItemContent>
      {children}
    </TreeItem>
  )
}
