import { useState } from 'react'
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useText } from '../state/text-context.ts'
import { folderPartOf } from './path-parts.ts'
import { useBrowse } from './use-browse.ts'

interface PathFieldProps {
  path: string
  onGo(path: string): void
}

/** The path as text. Typing completes it from the folders that are there; Enter goes to it. */
export function PathField({ path, onGo }: PathFieldProps) {
  const text = useText().import.chooser
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? path
  const { folder } = useBrowse(typed === null ? null : folderPartOf(typed))
  const matches = typed === null ? [] : (folder?.folders ?? []).filter(beginsWith(typed))
  const go = (to: string) => {
    setTyped(null)
    onGo(to)
  }
  return (
    <ComboBox
      className="path-field"
      aria-label={text.path}
      allowsCustomValue
      items={matches}
      inputValue={shown}
      menuTrigger="input"
      onInputChange={(value) => setTyped(value === path ? null : value)}
      onSelectionChange={(key) => {
        if (key !== null) go(String(key))
      }}
      onBlur={() => setTyped(null)}
    >
      <div className="text-field-box">
        <Input
          className="text-field-input mono"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) go(shown)
          }}
        />
      </div>
      <Popover className="popover">
        <ListBox className="menu">
          {(match: { name: string; path: string }) => (
            <ListBoxItem id={match.path} className="menu-item" textValue={match.path}>
              <span className="menu-label mono">{match.path}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function beginsWith(typed: string) {
  const wanted = typed.toLowerCase()
  return ({ path }: { path: string }) =>
    path.toLowerCase().startsWith(wanted) && path.toLowerCase() !== wanted
}
