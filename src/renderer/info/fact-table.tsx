/** Names and values in two columns; long values end in an ellipsis and are whole in the tooltip. */
export function FactTable({ rows }: { rows: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="info-table">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numeric selectable" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
