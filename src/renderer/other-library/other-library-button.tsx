import { useMutation } from '@tanstack/react-query'
import { Button } from '../components/button.tsx'
import { useBridge } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'
import { openOtherLibrary } from './open-other-library.ts'

/** Opens another library in the place of this one, where the host can. */
export function OtherLibraryButton({ variant = 'plain' }: { variant?: 'plain' | 'ghost' }) {
  const text = useText()
  const bridge = useBridge()
  const open = useMutation({ mutationFn: () => openOtherLibrary(bridge, text) })
  if (!bridge.openLibrary) return null
  return (
    <Button variant={variant} busy={open.isPending} onPress={() => open.mutate()}>
      {text.commands.titles['open-library']}
    </Button>
  )
}
