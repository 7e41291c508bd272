import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AccountDevice } from '../../shared/account.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { showNotice } from '../state/notices.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'

/** Removing a lost device: what it means for it, and what it does not undo. */
export function RemoveDeviceDialog({ device, onClose }: { device: AccountDevice; onClose(): void }) {
  const words = useText()
  const text = words.space.devices
  const engine = useEngine()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => engine.account.removeDevice({ device: device.id }),
    onSuccess: () => {
      showNotice({ kind: 'done', text: text.removedNotice(device.name) })
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.account })
    },
  })
  return (
    <Dialog
      title={text.removeTitle(device.name)}
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" busy={remove.isPending} onPress={() => remove.mutate()}>
            {text.removeButton}
          </Button>
          <Button autoFocus onPress={onClose}>
            {words.app.cancel}
          </Button>
        </>
      }
    >
      <p>{text.removeSentence}</p>
      {remove.error && <ErrorMessage error={remove.error} />}
    </Dialog>
  )
}
