import type { ImportReport, Volume } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { useBridge } from '../../state/bridge-context.ts'
import { useVolumes } from '../../state/lists.ts'
import { announce } from '../../state/notices.ts'
import { useText } from '../../state/text-context.ts'

/** Where the copies lie: each place with what was read back there, and the manifest that proves it. */
export function VerdictPlaces({ report }: { report: ImportReport }) {
  const text = useText().import
  const { verdict, units } = text
  const volumes = useVolumes()
  if (report.manifests.length === 0) return null
  return (
    <table className="verdict-places">
      <thead>
        <tr>
          <th>{verdict.where}</th>
          <th>{verdict.filesColumn}</th>
          <th>{verdict.readBack}</th>
          <th>{verdict.manifest}</th>
        </tr>
      </thead>
      <tbody>
        {report.manifests.map((path) => (
          <tr key={path}>
            <th scope="row">{placeName(volumes, path)}</th>
            <td className="numeric">
              {[text.files(report.copied), units.bytes(report.bytes)].join(text.jobs.comma)}
            </td>
            <td>
              {report.failed.length === 0 ? verdict.allEqual : verdict.withoutFailed(report.failed.length)}
            </td>
            <td>
              <Manifest path={path} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Manifest({ path }: { path: string }) {
  const { verdict } = useText().import
  const { showInFolder } = useBridge()
  const copy = async () => {
    await navigator.clipboard.writeText(path)
    announce(verdict.pathCopied)
  }
  return (
    <span className="verdict-manifest">
      <span className="mono ellipsis selectable" title={path}>
        {path.split(/[/\\]/).at(-1)}
      </span>
      {showInFolder ? (
        <Button variant="ghost" onPress={() => void showInFolder(path)}>
          {verdict.showManifest}
        </Button>
      ) : (
        <Button variant="ghost" tooltip={path} onPress={() => void copy()}>
          {verdict.copyPath}
        </Button>
      )}
    </span>
  )
}

/** Name of the volume that holds a path: the one mounted deepest on the way to it. */
function placeName(volumes: readonly Volume[], path: string): string {
  const holding = volumes.filter(({ mountPath }) => mountPath !== null && path.startsWith(mountPath))
  holding.sort((a, b) => (b.mountPath?.length ?? 0) - (a.mountPath?.length ?? 0))
  return holding[0]?.name || path.split(/[/\\]/).slice(0, -2).join('/')
}
