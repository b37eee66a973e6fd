import type { GatewayEvent } from '../../src/gateway/events.ts'
import type { ProfileInput } from '../../src/profile.ts'
import { clientEnv, warmkey } from './living-client.ts'
import type { Scratch } from './scratch.ts'

/** The real program, serving one profile named `work`. */
export interface Serving extends AsyncDisposable {
  readonly url: string
  readonly key: string
  readonly pid: number
  /** Resolves with everything that it announced, after it was told to end and has ended. */
  end(): Promise<readonly GatewayEvent[]>
}

/** Starts `warmkey serve` on a free port and waits until it listens. */
export async function serving(scratch: Scratch, profile: ProfileInput): Promise<Serving> {
  const config = scratch.write('config.jsonc', JSON.stringify({ profiles: { work: profile }, listen: { port: 0 } }))
  scratch.write('home/.profile', '')
  const child = Bun.spawn([warmkey, 'serve', '--json', '--events'], {
    env: clientEnv(scratch, { WARMKEY_CONFIG: config }),
    cwd: scratch.root,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = child.stderr.text()
  const { value } = await child.stdout.getReader().read()
  if (value === undefined) throw new Error(`warmkey serve did not start: ${await said}`)
  const { gateways } = JSON.parse(new TextDecoder().decode(value)) as { gateways: { url: string; key: string }[] }
  const end = async () => {
    child.kill('SIGTERM')
    await child.exited
    return (await said).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as GatewayEvent]))
  }
  return {
    url: gateways[0]?.url ?? '',
    key: gateways[0]?.key ?? '',
    pid: child.pid,
    end,
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}
