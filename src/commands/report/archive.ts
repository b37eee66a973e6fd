/** One file of the archive. */
export interface Entry {
  readonly name: string
  readonly text: string
}

/** Everything lies in one folder, so that unpacking it makes no mess. */
export const folder = 'warmkey-report'

/** The entries as a .tar.gz. */
export function packed(entries: readonly Entry[]): Promise<Uint8Array> {
  const files = Object.fromEntries(entries.map(({ name, text }) => [`${folder}/${name}`, text]))
  return new Bun.Archive(files, { compress: 'gzip' }).bytes()
}

/** Unpacked, nothing may be larger: an archive of a stranger is read in a moment or not at all. */
const mostBytes = 32 * 1024 * 1024

/** The entries of a .tar.gz, without their folder; `null` where it is none, or too large. */
export async function unpacked(bytes: Uint8Array): Promise<Entry[] | null> {
  try {
    const plain = await limited(new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip')))
    const files = plain === null ? [] : [...(await new Bun.Archive(plain).files())]
    const entries = await Promise.all(
      files.map(async ([name, file]) => ({ name: name.replace(/^[^/]*\//, ''), text: await file.text() })),
    )
    return plain === null ? null : entries
  } catch {
    return null
  }
}

async function limited(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of stream) {
    length += part.length
    if (length > mostBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
