/** Words of the library screen; ja/library.ts has the same keys. */
export const library = {
  stars: (count: number) => (count === 0 ? 'No rating' : count === 1 ? '1 star' : `${count} stars`),
  copies: (count: number) =>
    count === 0 ? 'No verified copy' : count === 1 ? '1 verified copy' : `${count} verified copies`,
}
