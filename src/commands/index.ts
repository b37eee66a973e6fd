import type { WarmkeyCommand } from './command.ts'
import { serve } from './serve.ts'

/** Every command, in the order of help. */
export const commands: readonly WarmkeyCommand[] = [serve]
