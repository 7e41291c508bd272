import { Component, type ReactNode } from 'react'
import { Button } from './components/button.tsx'
import { EmptyState } from './components/empty-state.tsx'
import { TextContext } from './state/text-context.ts'

/** Catches what no screen expected, so that the window says something and can be used again. */
export class Failure extends Component<{ children: ReactNode }, { failed: boolean }> {
  static override contextType = TextContext
  declare context: React.ContextType<typeof TextContext>
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { app } = this.context
    return (
      <EmptyState
        icon="alert"
        title={app.name}
        actions={
          <Button variant="primary" onPress={() => location.reload()}>
            {app.reload}
          </Button>
        }
      >
        {app.unexpected}
      </EmptyState>
    )
  }
}
