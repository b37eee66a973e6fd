import type { Config } from '../../config.ts'
import { stateDirectory } from '../../daemon/state-directory.ts'
import { openJournal } from '../connect/journal.ts'
import type { WarmkeyContext } from '../context.ts'

/** Everything that names a profile. */
export interface Uses {
  readonly isDefault: boolean
  /** Directories of the user that are bound to it. */
  readonly directories: readonly string[]
  /** Tools whose settings send them here with it. */
  readonly clients: readonly { readonly client: string; readonly settings: string }[]
}

export function usesOf(context: Pick<WarmkeyContext, 'env' | 'home' | 'platform'>, config: Config, name: string): Uses {
  const connected = openJournal(stateDirectory(context), context.platform).all()
  return {
    isDefault: config.default === name,
    directories: directoriesOf(config, name),
    clients: connected
      .filter(({ profile }) => profile === name)
      .map(({ client, path }) => ({ client, settings: path })),
  }
}

export const directoriesOf = (config: Config, name: string): string[] =>
  Object.entries(config.directories).flatMap(([directory, profile]) => (profile === name ? [directory] : []))
