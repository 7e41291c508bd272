import type { ImportPlan } from '../../../shared/import.ts'
import { useText } from '../../state/text-context.ts'
import { folderTree } from './folder-tree.ts'

const foldersShown = 3
const namesShown = 3

/** The first folders and names that the template makes of these very photos. */
export function TemplatePreview({ preview }: Pick<ImportPlan, 'preview'>) {
  const { template } = useText().import
  const more = preview.length - foldersShown
  return (
    <div className="template-preview numeric" role="group" aria-label={template.previewName}>
      {folderTree(preview.slice(0, foldersShown).map(short)).map((row) => (
        <div
          key={row.key}
          className={`template-preview-${row.kind} ellipsis`}
          style={{ paddingLeft: row.depth * 16 }}
        >
          {row.text}
          {row.photos !== null && (
            <span className="template-preview-count"> {template.previewPhotos(row.photos)}</span>
          )}
        </div>
      ))}
      {more > 0 && <div className="template-preview-above">{template.previewMore(more)}</div>}
    </div>
  )
}

/** Names of the first folder show what names become; of the others their folders are enough. */
function short(entry: ImportPlan['preview'][number], at: number): ImportPlan['preview'][number] {
  return { ...entry, names: at === 0 ? entry.names.slice(0, namesShown) : [] }
}
