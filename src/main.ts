/** Where the program begins. What needs no work is answered before anything is loaded; `process.ts` does the rest. */
import { version } from '../package.json'

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Whoever reads us may stop reading; 141 is what a shell says of SIGPIPE.
  await Bun.write(Bun.stdout, `${version}\n`).catch(() => {
    process.exitCode = 141
  })
} else if (process.argv.length === 3 && process.argv[2] === 'ask-aws' && process.env.WARMKEY_ASK_AWS) await askAws()
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
  // A credential_process has to see what the user's shell said, and not what we are told.
  const env = userEnv({ ...process.env, [requestVariable]: undefined })
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, JSON.parse(JSON.stringify(env)))
  keepAlive()
  const waitingFor = (what: string) => void process.stderr.write(`waiting for ${what}\n`)
  const answer = await askHere(request, { env, home: process.env.HOME ?? homedir(), clock: systemClock, waitingFor })
  await Bun.write(Bun.stdout, JSON.stringify(answer))
  process.exit(0)
}
