import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
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
