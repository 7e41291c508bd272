/** Who asks which server, as it is typed. */
export interface Asked {
  readonly server: string
  readonly email: string
}
