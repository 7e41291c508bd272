/** Where a catalog is, and where its backups go. */
export interface CatalogFiles {
  readonly path: string
  readonly backups: string
}
