import type { ReactNode } from 'react'

interface SettingRowProps {
  label: string
  note?: string
  children: ReactNode
}

/** A setting: what it is at the left, what it is set to at the right. */
export function SettingRow({ label, note, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div>
        <div>{label}</div>
        {note && <p className="setting-note">{note}</p>}
      </div>
      <div className="setting-value">{children}</div>
    </div>
  )
}
