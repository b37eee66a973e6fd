/** Networks of companies, made of real programs: a proxy that opens TLS, a resolver that lies. */
import { findPart } from '../../scripts/parts.mjs'
import { makeCertificates } from './certificates.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { freePort } from './free-port.ts'
import { type OwnMounts, ownMounts } from './own-mounts.ts'
import { until } from './until.ts'

export const certificates = makeCertificates()

/** Everything that the program does happens there from now on. */
export async function mounted(world: DoctorWorld, script: string): Promise<OwnMounts> {
  const place = await ownMounts(script)
  world.keep(async () => place[Symbol.asyncDispose]())
  world.inside.push(...place.inside(world.scratch.path('project')))
  return place
}

/** A program that listens on a port, until it does. */
async function listening(world: DoctorWorld, command: readonly string[], port: number): Promise<void> {
  const child = Bun.spawn([...command], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended: ${await child.stderr.text()}`)
    return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
  })
}

/** The corporate proxy: it opens TLS with an authority of its own, and what is meant for llm.corp.test goes to the upstream. */
export async function behindMitmproxy(world: DoctorWorld, ...options: readonly string[]): Promise<string> {
  const port = freePort()
  const command = [
    findPart('mitmproxy') ?? 'mitmdump',
    '-q',
    ...['--listen-host', '127.0.0.1', '--listen-port', String(port)],
    ...['--set', `confdir=${world.scratch.path('home/.mitmproxy')}`, '--set', 'connection_strategy=lazy'],
    ...['--map-remote', `|https://llm.corp.test/|${world.upstream.url}/`],
    ...options,
  ]
  await listening(world, command, port)
  world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
  world.env.HTTPS_PROXY = `http://127.0.0.1:${port}`
  return `127.0.0.1:${port}`
}

/** The name llm.corp.test, as a resolver of our own gives it out; `hosts` is the file that is asked before it, if not the machine's. */
export async function resolving(world: DoctorWorld, address: string, port: number, hosts?: string): Promise<void> {
  const file = world.scratch.write('resolv.conf', 'nameserver 127.0.53.9\noptions timeout:1 attempts:1\n')
  const others = hosts === undefined ? '' : `; mount --bind ${hosts} /etc/hosts`
  await mounted(world, `mount --bind ${file} "$(realpath /etc/resolv.conf)"${others}`)
  const child = Bun.spawn(
    [
      findPart('dnsmasq') ?? 'dnsmasq',
      ...['--no-daemon', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces'],
      ...['--listen-address=127.0.53.9', '--user=root', `--address=/llm.corp.test/${address}`],
    ],
    { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' },
  )
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  let said = ''
  for await (const chunk of child.stderr) {
    said += new TextDecoder().decode(chunk)
    if (said.includes('started')) break
  }
  if (!said.includes('started')) throw new Error(`dnsmasq: ${said}`)
  world.env.ANTHROPIC_BASE_URL = `https://llm.corp.test:${port}`
  world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', certificates.ca)
}
