import type { ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { useChooseFolder } from '../../folder-chooser/choose-folder.ts'
import { useChangeSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { PlaceButton } from './place-button.tsx'

/** The folder that gets the copies. */
export function CopyTo({ options, plan }: { options: ImportOptions; plan: ImportPlan | null }) {
  const { destination } = useText().import
  const change = useChangeSettings()
  const chooseFolder = useChooseFolder()
  const choose = async () => {
    const path = await chooseFolder({
      title: destination.chooseToTitle,
      start: options.to || null,
      writable: true,
    })
    if (path !== null) change({ importTo: path })
  }
  return (
    <section>
      <h2>{destination.copyTo}</h2>
      {options.to === '' ? (
        <Button icon="folder" onPress={() => void choose()}>
          {destination.chooseTo}
        </Button>
      ) : (
        <PlaceButton path={options.to} place={plan?.destinations[0]} onPress={() => void choose()} />
      )}
    </section>
  )
}
