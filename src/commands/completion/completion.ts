import type { WarmkeyContext } from '../context.ts'
import { type Shell, scripts } from './scripts.ts'

/** `warmkey completion`: the code that a shell reads to complete our command line. */
export async function completion(this: WarmkeyContext, _: Record<never, never>, shell: Shell): Promise<void> {
  this.process.stdout.write(scripts[shell])
}
