import { create } from 'zustand'
import { useScreen } from '../state/screen-store.ts'

export type SpaceSection = 'overview' | 'devices' | 'accesses' | 'kit'

interface SpaceView {
  section: SpaceSection
  signingOut: boolean
}

/** What the screen of the image space shows. */
export const useSpaceView = create<SpaceView>(() => ({ section: 'overview', signingOut: false }))

export function openSpace(section: SpaceSection): void {
  useSpaceView.setState({ section })
  useScreen.setState({ screen: 'space', overlay: 'none' })
}

export function askSignOut(): void {
  openSpace('overview')
  useSpaceView.setState({ signingOut: true })
}
