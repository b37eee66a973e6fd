/**
 * The names of the files that git keeps, out of its index; `null` for what is none. No command is run: a repository can say
 * what git starts. Format: https://git-scm.com/docs/index-format (versions 2, 3 and 4; the names of a split index are in
 * another file and missing here).
 */
export function namesInIndex(index: Buffer, hashBytes: 20 | 32 = 20): string[] | null {
  if (index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC') return null
  const version = index.readUInt32BE(4)
  if (version < 2 || version > 4) return null
  const count = index.readUInt32BE(8)
  const names: string[] = []
  let at = 12
  let last = ''
  // Ten numbers of the file, the hash and the flags come before the name.
  const fixed = 40 + hashBytes + 2
  for (let entry = 0; entry < count; entry++) {
    if (at + fixed > index.length) return names
    const extended = version >= 3 && (index.readUInt16BE(at + fixed - 2) & 0x4000) !== 0
    let start = at + fixed + (extended ? 2 : 0)
    let kept = ''
    if (version === 4) {
      const { value, next } = varint(index, start)
      kept = last.slice(0, Math.max(0, last.length - value))
      start = next
    }
    const end = index.indexOf(0, start)
    if (end === -1) return names
    last = kept + index.toString('utf8', start, end)
    names.push(last)
    // Up to version 3 each entry is filled up with 1 to 8 zero bytes to a multiple of 8.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7)
  }
  return names
}

/** Seven bits in each byte, the highest first, and one more for every byte that follows: as offsets in packs. */
function varint(bytes: Buffer, from: number): { readonly value: number; readonly next: number } {
  let at = from
  let byte = bytes[at++] ?? 0
  let value = byte & 0x7f
  while ((byte & 0x80) !== 0 && at < bytes.length) {
    byte = bytes[at++] ?? 0
    value = ((value + 1) << 7) | (byte & 0x7f)
  }
  return { value, next: at }
}
