import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../state/text-context.ts'
import { Button } from './button.tsx'
import './dialog.css'

interface DialogProps {
  title: string
  onClose(): void
  /** Buttons, the safe one last and focused. */
  actions?: ReactNode
  /** px; 480 without it. */
  width?: number
  role?: 'dialog' | 'alertdialog'
  children: ReactNode
}

/** A dialog over the window. Esc and a click beside it close it. */
export function Dialog({ title, onClose, actions, width = 480, role = 'dialog', children }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-overlay"
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="dialog-modal" style={{ width }}>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          {actions && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface ConfirmDialogProps {
  title: string
  /** What is lost and what is kept. */
  children: ReactNode
  /** A verb with its object: "Delete the album". */
  confirmLabel: string
  onConfirm(): void
  onClose(): void
}

/** Asks before something is lost. The safe button has the focus. */
export function ConfirmDialog({ title, children, confirmLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const text = useText()
  const confirm = () => {
    onClose()
    onConfirm()
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" onPress={confirm}>
            {confirmLabel}
          </Button>
          <Button autoFocus onPress={onClose}>
            {text.app.cancel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
