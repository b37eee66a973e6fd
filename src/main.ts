/** Where the program begins. What needs no work is answered before anything is loaded; `process.ts` does the rest. */
import { version } from '../package.json'

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Whoever reads us may stop reading; 141 is what a shell says of SIGPIPE.
  await Bun.write(Bun.stdout, `${version}\n`).catch(() => {
    process.exitCode = 141
  })
} else if (process.argv.length === 3 && process.argv[2] === 'ask-aws' && process.env.WARMKEY_ASK_AWS) await askAws()
else if (process.argv.length === 3 && process.argv[2] === 'ask-cloud' && process.env.WARMKEY_ASK_CLOUD) await askCloud()
else await import('./process.ts')

/** Asks AWS once for the process that has started this one for it, see `credential/sources/aws/ask.ts`. */
async function askAws(): Promise<void> {
  const [{ askHere, requestVariable }, { keepAlive, systemClock }, { userEnv }, { homedir }] = await Promise.all([
    import('./credential/sources/aws/ask-here.ts'),
    import('./clock.ts'),
    import('./launch-env.ts'),
    import('node:os'),
  ])
  const request = JSON.parse(process.env[requestVariable] ?? '{}')
  const env = putOn(userEnv({ ...process.env, [requestVariable]: undefined }))
  keepAlive()
  const waitingFor = (what: string) => void process.stderr.write(`waiting for ${what}\n`)
  const answer = await askHere(request, { env, home: process.env.HOME ?? homedir(), clock: systemClock, waitingFor })
  await Bun.write(Bun.stdout, JSON.stringify(answer))
  process.exit(0)
}

/** Asks Google or Azure once for the process that has started this one for it, see `doctor/cloud/ask-cloud.ts`. */
async function askCloud(): Promise<void> {
  const [{ askCloudHere, requestVariable }, { keepAlive }, { userEnv }] = await Promise.all([
    import('./doctor/cloud/ask-cloud-here.ts'),
    import('./clock.ts'),
    import('./launch-env.ts'),
  ])
  const request = JSON.parse(process.env[requestVariable] ?? '{}')
  putOn(userEnv({ ...process.env, [requestVariable]: undefined }))
  keepAlive()
  await Bun.write(Bun.stdout, JSON.stringify(await askCloudHere(request)))
  process.exit(0)
}

/** Programs that a library starts have to see what the user's shell said, and not what we are told. */
function putOn(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, JSON.parse(JSON.stringify(env)))
  return env
}
