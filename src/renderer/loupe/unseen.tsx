import type { ReactNode } from 'react'
import type { PhotoFile } from '../../shared/photo.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { announce, showNotice } from '../state/notices.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'

interface UnseenProps {
  /** What it is and why it is not shown. */
  title: string
  file: PhotoFile | undefined
  poster?: string | null
  children: ReactNode
}

/** Stands for what cannot be shown: what is known of it, and the way to the file. */
export function Unseen({ title, file, poster = null, children }: UnseenProps) {
  const text = useText()
  const format = useFormat()
  return (
    <section className="unseen">
      {poster && <img src={poster} alt="" draggable={false} />}
      <Icon name="alert" size={24} />
      <h2>{title}</h2>
      <p>{children}</p>
      {file && (
        <>
          <p className="unseen-file selectable numeric">
            {[file.name, file.fileType, format.bytes(file.bytes)].filter(Boolean).join(' · ')}
          </p>
          <FileButton file={file} label={text.loupe.showInFolder} />
        </>
      )}
    </section>
  )
}

/** Shows the file in the system's file manager; where there is none at hand, its path can be copied. */
function FileButton({ file, label }: { file: PhotoFile; label: string }) {
  const { showInFolder } = useBridge()
  const text = useText()
  if (showInFolder) {
    return (
      <Button icon="folder" onPress={() => void showInFolder(file.path)}>
        {label}
      </Button>
    )
  }
  const copy = async () => {
    await navigator.clipboard.writeText(file.path)
    announce(text.loupe.pathCopied)
    showNotice({ kind: 'done', text: text.loupe.pathCopied })
  }
  return (
    <Button icon="copy" onPress={() => void copy()}>
      {text.loupe.copyPath}
    </Button>
  )
}
