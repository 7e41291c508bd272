import { useJoiningWay } from './open-joining.ts'
import { RecoverFlow } from './recover-flow.tsx'
import { RegisterFlow } from './register-flow.tsx'
import { SignInFlow } from './sign-in-flow.tsx'
import './joining.css'

const flows = { register: RegisterFlow, 'sign-in': SignInFlow, recover: RecoverFlow }

/** A library's way into an image space, step by step. */
export function JoiningScreen() {
  const way = useJoiningWay((state) => state.way)
  const Flow = flows[way]
  return <Flow key={way} />
}
