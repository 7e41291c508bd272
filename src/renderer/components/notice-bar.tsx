import { useEffect } from 'react'
import { hideNotice, useNotices } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { Button, IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import './notice-bar.css'

const shownFor = 6_000

/** What was just done, with its way back, or what failed. Bottom centre, over everything but dialogs. */
export function NoticeBar() {
  const notice = useNotices((state) => state.notice)
  const text = useText()
  useEffect(() => {
    if (notice?.kind !== 'done') return
    const timer = setTimeout(hideNotice, shownFor)
    return () => clearTimeout(timer)
  }, [notice])
  if (!notice) return null
  const { action } = notice
  return (
    <div className={`notice-bar notice-${notice.kind}`} role={notice.kind === 'error' ? 'alert' : undefined}>
      {notice.kind === 'error' && <Icon name="alert" size={14} />}
      <span>{notice.text}</span>
      {action && (
        <Button
          variant="ghost"
          {...(action.keys && { keyHint: action.keys })}
          onPress={() => {
            hideNotice()
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      {notice.kind === 'error' && <IconButton icon="close" label={text.app.close} onPress={hideNotice} />}
    </div>
  )
}
