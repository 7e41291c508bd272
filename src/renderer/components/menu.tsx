import type { ReactElement, ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { useText } from '../state/text-context.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import { KeyHint } from './key-hint.tsx'
import './popover.css'
import './menu.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: IconName
  /** A picture of its own in place of an icon: a label's colour. */
  readonly mark?: ReactNode
  readonly keys?: string
  /** At the end of the row: a count. */
  readonly note?: string
  /** It is on; shown as a check mark. */
  readonly checked?: boolean
  /** Why it cannot be chosen now; shown in the row. */
  readonly disabledReason?: string
  run(): void
}

interface MenuButtonProps {
  label: string
  /** Groups are separated by a line. */
  groups: readonly (readonly MenuEntry[])[]
  /** The button. */
  children: ReactElement
}

/** A menu that opens at a button. */
export function MenuButton({ label, groups, children }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" offset={4}>
        <MenuList label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  )
}

/** The rows of a menu, for a popover that is placed by other means. */
export function MenuList({ label, groups }: Omit<MenuButtonProps, 'children'>) {
  const filled = groups.filter((group) => group.length > 0)
  return (
    <Menu className="menu" aria-label={label}>
      {filled.flatMap((group, index) => [
        ...(index > 0 ? [<Separator key={`line ${index}`} className="menu-line" />] : []),
        ...group.map((entry) => <Entry key={entry.id} entry={entry} />),
      ])}
    </Menu>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  return (
    <MenuItem
      id={entry.id}
      className="menu-item"
      textValue={entry.label}
      isDisabled={entry.disabledReason !== undefined}
      onAction={() => entry.run()}
    >
      {entry.checked !== undefined && (
        <span className="menu-check">{entry.checked && <Icon name="check" size={12} />}</span>
      )}
      {entry.mark ?? (entry.icon && <Icon name={entry.icon} size={14} />)}
      <span className="menu-label">{entry.label}</span>
      {entry.checked && <ChosenWord />}
      {(entry.disabledReason ?? entry.note) && (
        <span className="menu-note">{entry.disabledReason ?? entry.note}</span>
      )}
      {entry.keys && <KeyHint keys={entry.keys} />}
    </MenuItem>
  )
}

function ChosenWord() {
  const text = useText()
  return <span className="visually-hidden">{text.app.chosen}</span>
}
