import { z } from 'zod'
import { durationSchema } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { readKeyText } from '../key-text.ts'
import { withJwtEnd } from '../life.ts'
import { refuseSubscriptionLogin } from '../subscription.ts'
import { ttlBounds } from '../windows.ts'
import type { SourceKind } from './source.ts'

const schema = z.strictObject({
  type: z.literal('env'),
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/, 'is not the name of an environment variable')
    .describe('Name of the variable'),
  ttl: durationSchema(ttlBounds).optional().describe('How long the key is taken to live; default: until it is refused'),
})

export type EnvOptions = z.output<typeof schema>

/** A variable of warmkey's own environment. A program that runs does not see what a shell exports later. */
export const env: SourceKind<EnvOptions> = {
  type: 'env',
  summary: 'Takes the key from an environment variable of the process that keeps it.',
  example: { type: 'env', name: 'ANTHROPIC_API_KEY' },
  schema,
  create({ name }, deps) {
    return {
      origin: `env ${name}`,
      stable: true,
      renewableUnattended: true,
      lapsesWhenIdle: false,
      async obtain(signal) {
        signal.throwIfAborted()
        refuseSubscriptionLogin(name, `The environment variable ${name}`)
        const value = deps.env[name]
        if (value === undefined) {
          throw new WarmkeyError('source-failed', `The environment variable ${name} is not set where warmkey runs.`, {
            remedy: 'Export it in the shell that starts warmkey, and start warmkey again.',
          })
        }
        const key = readKeyText(value, `The environment variable ${name}`)
        return { secret: new Secret(key), life: withJwtEnd(key) }
      },
    }
  },
}
