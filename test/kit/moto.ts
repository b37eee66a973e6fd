import { pythonProgram } from './python.ts'
import { makeScratch } from './scratch.ts'

/** moto's server on a free port of loopback: STS, Secrets Manager, Parameter Store and more, all of them empty. */
export interface Moto extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`: the endpoint of every service. */
  readonly url: string
  /** What it has logged so far: a line for each request. */
  log(): string
}

/** Starts it; only in tests that `needsPython`. It takes any access key, and does not check signatures. */
export async function startMoto(): Promise<Moto> {
  const scratch = makeScratch()
  const server = Bun.spawn([pythonProgram(), '-I', '-u', '-m', 'moto.server', '-p', '0', '-H', '127.0.0.1'], {
    env: { PATH: '/usr/bin:/bin', HOME: scratch.root, AWS_EC2_METADATA_DISABLED: 'true' },
    cwd: scratch.root,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  })
  let log = ''
  const started = Promise.withResolvers<string>()
  const decoder = new TextDecoder()
  const reading = (async () => {
    for await (const chunk of server.stderr) {
      log += decoder.decode(chunk, { stream: true })
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)\s/.exec(log)?.[1]
      if (address !== undefined) started.resolve(address)
    }
    started.reject(new Error(`moto ended: ${log}`))
  })()
  return {
    url: await started.promise,
    log: () => log,
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL')
      await server.exited
      await reading.catch(() => {})
      scratch[Symbol.dispose]()
    },
  }
}
