import { create } from 'zustand'
import { useScreen } from '../state/screen-store.ts'

/** A way into an image space. */
export type JoiningWay = 'register' | 'sign-in' | 'recover'

export const useJoiningWay = create<{ way: JoiningWay }>(() => ({ way: 'register' }))

export function openJoining(way: JoiningWay): void {
  useJoiningWay.setState({ way })
  useScreen.setState({ screen: 'joining', overlay: 'none' })
}
