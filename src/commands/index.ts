import type { WarmkeyCommand } from './command.ts'
import { demo } from './demo.ts'
import { emulate } from './emulate.ts'
import { run } from './run.ts'
import { serve } from './serve.ts'

/** Every command, in the order of help. */
export const commands: readonly WarmkeyCommand[] = [run, serve, demo, emulate]
