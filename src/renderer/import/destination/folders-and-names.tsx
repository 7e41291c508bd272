import type { ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useChangeSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { useImport } from '../import-store.ts'
import { presetIds, presetOf, presets } from './presets.ts'
import { TemplateEditor } from './template-editor.tsx'
import { TemplatePreview } from './template-preview.tsx'

/** How the copies are called and in which folders they lie, with what becomes of it. */
export function FoldersAndNames({ options, plan }: { options: ImportOptions; plan: ImportPlan | null }) {
  const { template } = useText().import
  const change = useChangeSettings()
  const job = useImport((state) => state.job)
  const preset = presetOf(options.template)
  const entries = presetIds.map((id) => ({
    id,
    label: template.presets[id],
    checked: id === preset,
    run: () => change({ importTemplate: presets[id] }),
  }))
  return (
    <section>
      <h2>
        {template.title}
        <MenuButton label={template.preset} groups={[entries]}>
          <Button variant="ghost" className="preset-button">
            {template.presetNow(preset ? template.presets[preset] : template.own)}
          </Button>
        </MenuButton>
      </h2>
      <TextField
        label={template.job}
        placeholder={template.jobPlaceholder}
        value={job}
        maxLength={200}
        onChange={(value) => useImport.setState({ job: value })}
      />
      <TemplateEditor template={options.template} onChange={(importTemplate) => change({ importTemplate })} />
      {plan && plan.preview.length > 0 && <TemplatePreview preview={plan.preview} />}
    </section>
  )
}
