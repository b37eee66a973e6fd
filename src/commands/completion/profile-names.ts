import type { WarmkeyContext } from '../context.ts'

/** Profiles whose names begin so, for the completion of a shell; a broken configuration has none. */
export async function profileNames(this: WarmkeyContext, partial: string): Promise<string[]> {
  // Every command names this function, and few runs call it: the schema is not loaded for those that do not.
  const { readConfig } = await import('../../config-file.ts')
  try {
    const names = Object.keys(readConfig(this)?.config.profiles ?? {})
    return names.filter((name) => name.startsWith(partial))
  } catch {
    return []
  }
}
