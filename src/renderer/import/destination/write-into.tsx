import type { ImportOptions } from '../../../shared/import.ts'
import { TextField } from '../../components/text-field.tsx'
import { useText } from '../../state/text-context.ts'
import { useImport } from '../import-store.ts'

/** Creator, copyright and keywords that every photo of this import gets where it has none. */
export function WriteInto({ options }: { options: ImportOptions }) {
  const { writeInto } = useText().import
  const keywords = useImport((state) => state.keywords)
  return (
    <section>
      <h2>{writeInto.title}</h2>
      <TextField
        label={writeInto.creator}
        placeholder={writeInto.none}
        value={options.creator}
        maxLength={2_000}
        onChange={(creator) => useImport.setState({ creator })}
      />
      <TextField
        label={writeInto.copyright}
        placeholder={writeInto.none}
        value={options.copyright}
        maxLength={2_000}
        onChange={(copyright) => useImport.setState({ copyright })}
      />
      <TextField
        label={writeInto.keywords}
        placeholder={writeInto.keywordsPlaceholder}
        value={keywords}
        onChange={(value) => useImport.setState({ keywords: value })}
      />
      <p className="destination-note">{writeInto.note}</p>
    </section>
  )
}
