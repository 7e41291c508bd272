/** The owner that a signed statement, dCBOR[owner, …], names: 32 bytes behind three of structure. */
export function ownerIn(statement: Buffer): Buffer {
  return statement.subarray(3, 35)
}
