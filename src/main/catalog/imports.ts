import { AppError } from '../../shared/errors.ts'
import { importReportSchema } from '../../shared/import.ts'
import type { ImportReport, ImportSummary } from '../../shared/import.ts'
import type { ContentHash, ImportId } from '../../shared/ids.ts'
import { newId } from '../../shared/random.ts'
import { bytesOf, hexOf } from './bytes.ts'
import type { ImportBegin, ImportFileChange, ImportFileRow, ImportFileState } from './catalog.ts'
import type { SqlValue, Statements } from './statements.ts'
import type { Write } from './write-path.ts'

/** The journal of imports: what is entered here is durable before the step it names is taken. */
export function importBegin(write: Write, begin: ImportBegin): ImportId {
  const id = newId<ImportId>(write.random)
  write
    .statements(
      `INSERT INTO imports (id, card_name, card_path, card_fingerprint, volume, options, state, started_at)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?)`,
    )
    .run(
      bytesOf(id),
      begin.cardName,
      begin.cardPath,
      begin.cardFingerprint,
      begin.volumeId && write.places.volumeNumber(begin.volumeId),
      JSON.stringify(begin.options ?? null),
      write.at,
    )
  importPlanFiles(write, id, begin.files ?? [])
  write.lists = true
  return id
}

export function importPlanFiles(write: Write, id: ImportId, files: readonly ImportFileRow[]): void {
  const number = importNumber(write.statements, id)
  for (const file of files) {
    const values = Object.entries(columnsOf(file))
    const columns = values.map(([column]) => column)
    write
      .statements(
        `INSERT INTO import_files (import, position, source, ${columns.join(', ')})
         VALUES (?, ?, ?, ${columns.map(() => '?').join(', ')})`,
      )
      .run(number, file.index, file.source, ...values.map(([, value]) => value))
  }
}

export function importFileState(write: Write, id: ImportId, changes: readonly ImportFileChange[]): void {
  const number = importNumber(write.statements, id)
  for (const change of changes) {
    for (const [column, value] of Object.entries(columnsOf(change))) {
      write
        .statements(`UPDATE import_files SET ${column} = ? WHERE import = ? AND position = ?`)
        .run(value, number, change.index)
    }
  }
}

export function importEnd(
  write: Write,
  id: ImportId,
  state: 'done' | 'cancelled',
  report: ImportReport,
): void {
  const number = importNumber(write.statements, id)
  write
    .statements('UPDATE imports SET state = ?, finished_at = ?, report = ? WHERE number = ?')
    .run(state, write.at, JSON.stringify(report), number)
  write.lists = true
}

export function importSetState(write: Write, id: ImportId, state: 'running' | 'paused'): void {
  const number = importNumber(write.statements, id)
  write.statements('UPDATE imports SET state = ? WHERE number = ?').run(state, number)
  write.lists = true
}

/** At opening nothing runs: what seems to was interrupted. */
export function markInterrupted(write: Write): void {
  write.statements(`UPDATE imports SET state = 'interrupted' WHERE state IN ('running', 'paused')`).run()
}

/** Columns of what is given of a file. */
function columnsOf(file: Partial<ImportFileRow>): Record<string, SqlValue> {
  const given: [string, SqlValue | undefined][] = [
    ['photo_group', file.group],
    ['bytes', file.bytes],
    ['mtime', file.mtime === undefined ? undefined : Math.round(file.mtime)],
    ['state', file.state],
    ['targets', file.targets && JSON.stringify(file.targets)],
    ['sha256', hexColumn(file.sha256)],
    ['xxh128', hexColumn(file.xxh128)],
    ['error', file.error === undefined ? undefined : file.error && JSON.stringify(file.error)],
  ]
  return Object.fromEntries(given.filter((entry): entry is [string, SqlValue] => entry[1] !== undefined))
}

function hexColumn(hex: string | null | undefined): SqlValue | undefined {
  return hex ? bytesOf(hex) : hex
}

export function importFiles(statements: Statements, id: ImportId): ImportFileRow[] {
  return statements<{
    position: number
    source: string
    photo_group: number
    bytes: number
    mtime: number
    state: ImportFileState
    targets: string
    sha256: Uint8Array | null
    xxh128: Uint8Array | null
    error: string | null
  }>('SELECT * FROM import_files WHERE import = ? ORDER BY position')
    .all(importNumber(statements, id))
    .map((row) => ({
      index: row.position,
      source: row.source,
      group: row.photo_group,
      bytes: row.bytes,
      mtime: row.mtime,
      state: row.state,
      targets: JSON.parse(row.targets) as (string | null)[], // Written by importPlanFiles.
      sha256: row.sha256 && hexOf<ContentHash>(row.sha256),
      xxh128: row.xxh128 && hexOf<string>(row.xxh128),
      error: row.error === null ? null : (JSON.parse(row.error) as ImportFileRow['error']), // Likewise.
    }))
}

export function importSummaries(statements: Statements): ImportSummary[] {
  return statements<{
    id: Uint8Array
    card_name: string
    card_path: string
    started_at: number
    finished_at: number | null
    state: ImportSummary['state']
    report: string | null
    groups: number
  }>(
    `SELECT id, card_name, card_path, started_at, finished_at, state, report,
       (SELECT count(DISTINCT photo_group) FROM import_files WHERE import = number) AS groups
     FROM imports ORDER BY number DESC`,
  )
    .all()
    .map((row) => {
      const report = reportOf(row.report)
      return {
        id: hexOf<ImportId>(row.id),
        cardName: row.card_name,
        cardPath: row.card_path,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        state: row.state,
        photos: report?.photos ?? row.groups,
        verdict: report?.verdict ?? null,
      }
    })
}

export function importReport(statements: Statements, id: ImportId): ImportReport | null {
  return reportOf(importColumn(statements, id, 'report'))
}

export function importOptions(statements: Statements, id: ImportId): unknown {
  return JSON.parse(importColumn(statements, id, 'options') ?? 'null')
}

function reportOf(text: string | null): ImportReport | null {
  return text === null ? null : importReportSchema.parse(JSON.parse(text))
}

function importColumn(statements: Statements, id: ImportId, column: 'report' | 'options'): string | null {
  const sql = `SELECT ${column} FROM imports WHERE number = ?`
  return statements<string | null>(sql).pluck().get(importNumber(statements, id)) ?? null
}

/** @throws AppError not-found */
function importNumber(statements: Statements, id: ImportId): number {
  const number = statements<number>('SELECT number FROM imports WHERE id = ?').pluck().get(bytesOf(id))
  if (number === undefined) throw new AppError('not-found', { what: 'The import' })
  return number
}
