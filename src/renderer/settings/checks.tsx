import { useMutation } from '@tanstack/react-query'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { Note } from '../components/note.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'

/** Looks whether catalog, originals and previews are sound, and says what to do where they are not. */
export function Checks() {
  const text = useText().settings
  const engine = useEngine()
  const doctor = useMutation({ mutationFn: () => engine.app.doctor() })
  const { data } = doctor
  return (
    <div className="settings-card">
      <p className="setting-note">{text.checksNote}</p>
      <div>
        <Button icon="shieldCheck" busy={doctor.isPending} onPress={() => doctor.mutate()}>
          {doctor.isPending ? text.checking : text.runChecks}
        </Button>
      </div>
      <div role="status" className="checks-result">
        {data?.ok && data.findings.length === 0 && <Note tone="ok">{text.sound}</Note>}
        {data && data.findings.length > 0 && (
          <>
            <p>{text.findings(data.findings.length)}</p>
            {data.findings.map((finding) => (
              <Note key={`${finding.area} ${finding.what}`} tone="warn">
                <b>{finding.what}</b> {finding.do}
              </Note>
            ))}
          </>
        )}
      </div>
      {doctor.error && <ErrorMessage error={doctor.error} />}
    </div>
  )
}
