import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/text-field.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { useText } from '../state/text-context.ts'
import { pathInside } from './path-parts.ts'

interface NewFolderProps {
  /** Null where none can be made. */
  parent: string | null
  onCreated(path: string): void
}

/** A button that becomes a field for the name of a new folder. */
export function NewFolder({ parent, onCreated }: NewFolderProps) {
  const words = useText()
  const text = words.import.chooser
  const engine = useEngine()
  const queries = useQueryClient()
  const [name, setName] = useState<string | null>(null)
  const create = useMutation({
    mutationFn: (path: string) => engine.folders.create({ path }),
    onSuccess: ({ path }) => {
      void queries.invalidateQueries({ queryKey: ['browse'] })
      setName(null)
      onCreated(path)
    },
  })
  if (name === null) {
    return (
      <Button
        variant="ghost"
        icon="plus"
        disabledReason={parent === null ? text.mustBeWritable : undefined}
        onPress={() => setName('')}
      >
        {text.newFolder}
      </Button>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (parent !== null && name.trim() !== '') create.mutate(pathInside(parent, name.trim()))
  }
  return (
    <form className="new-folder" onSubmit={submit}>
      <TextField
        autoFocus
        aria-label={text.newFolderName}
        placeholder={text.newFolderName}
        value={name}
        onChange={setName}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(null)
          else event.continuePropagation()
        }}
        error={create.error ? errorSentence(words, create.error) : undefined}
      />
      <Button type="submit" busy={create.isPending}>
        {text.create}
      </Button>
    </form>
  )
}
