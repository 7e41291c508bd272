import type { ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { RadioGroup } from '../../components/radio-group.tsx'
import { useChangeSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { CopyTo } from './copy-to.tsx'
import { FoldersAndNames } from './folders-and-names.tsx'
import { SecondCopy } from './second-copy.tsx'
import { WriteInto } from './write-into.tsx'
import './destination-panel.css'

interface DestinationPanelProps {
  options: ImportOptions
  plan: ImportPlan | null
}

/** Where the photos go, how they are called there, and what is written into them. */
export function DestinationPanel({ options, plan }: DestinationPanelProps) {
  const text = useText().import
  const change = useChangeSettings()
  const { copyFirst, safety } = text
  return (
    <aside className="destination" aria-label={text.destination.name}>
      <CopyTo options={options} plan={plan} />
      <SecondCopy options={options} plan={plan} />
      <FoldersAndNames options={options} plan={plan} />
      <section>
        <h2>{copyFirst.title}</h2>
        <RadioGroup
          label={copyFirst.title}
          choices={(['picks', 'order', 'picks-only'] as const).map((id) => ({ id, label: copyFirst[id] }))}
          value={options.copyFirst}
          onChange={(importCopyFirst) => change({ importCopyFirst })}
        />
        <Checkbox
          isSelected={options.readSourceTwice}
          onChange={(importReadSourceTwice) => change({ importReadSourceTwice })}
        >
          {safety.readTwice}
        </Checkbox>
        <p className="destination-note">{safety.readTwiceNote}</p>
      </section>
      <WriteInto options={options} />
    </aside>
  )
}
