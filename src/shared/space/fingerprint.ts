/** The beginning of an account id, as people compare it: `4F7C 91A0 2E5B D318`. @param account hex */
export function fingerprint(account: string): string {
  return account
    .slice(0, 16)
    .toUpperCase()
    .replaceAll(/.{4}(?=.)/g, '$& ')
}
