/**
 * `npm run bench`: measures the real program beside nginx and HAProxy, everything in turns within one run, and says which
 * budgets are kept. Loopback only, bounded in number and time, under five minutes.
 *
 *   --quick               fewer and shorter rounds, about a minute
 *   --write               puts the table into bench/README.md
 *   --only a,b            of: throughput, added, signing, streams, storm, startup, token, doctor
 *   --beside <launcher>   also measures the `bin/warmkey` of another checkout, to compare two states of the code
 *   --patient             waits up to ten minutes in all for moments in which nobody else uses the machine
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { doctorFigures } from './doctor.ts'
import { absent, type Figure, table } from './figures.ts'
import { peers, startPeer, versionOf, whereIs } from './peers.ts'
import { endAll, startUpstream, type Target } from './processes.ts'
import { memoryFigure, oneSignature, signedFigures, signedTarget, signingServing } from './signing.ts'
import { startupFigures } from './startup.ts'
import { stormFigures } from './storm.ts'
import { streamFigures } from './streams.ts'
import { addedFigures, throughputFigures } from './throughput.ts'
import { tokenFigures } from './token.ts'
import { createCalm, inTurns } from './turns.ts'
import { launcher, startWarmkey, steadySource } from './warmkey.ts'
import { realBody, upstreamKey } from './wire.ts'

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    beside: { type: 'string' },
    patient: { type: 'boolean', default: false },
  },
})
const quick = given.quick
const wanted = (part: string): boolean => given.only === undefined || given.only.split(',').includes(part)
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const calm = createCalm(given.patient ? 600_000 : 0)
const directory = mkdtempSync(join(tmpdir(), 'warmkey-bench-'))
const tidy = async (): Promise<void> => {
  await endAll()
  rmSync(directory, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void tidy().then(() => process.exit(130)))

async function measure(): Promise<Figure[]> {
  const upstream = await startUpstream(upstreamKey)
  const serve = (from: string, name: string) =>
    startWarmkey({ launcher: from, name, upstream: upstream.port, source: steadySource }, directory)
  const figures: Figure[] = []

  if (wanted('startup')) {
    say('start-up and rest …')
    const fresh = await serve(launcher, 'fresh')
    await calm()
    await Bun.sleep(quick ? 1000 : 5000)
    figures.push(...(await startupFigures(fresh, directory, quick ? 5 : 15, quick ? 2000 : 10_000)))
    await fresh.stop()
  }

  const targets: Target[] = [upstream, await serve(launcher, 'warmkey')]
  if (given.beside !== undefined) targets.push(await serve(given.beside, 'warmkey beside'))
  for (const peer of peers) {
    const started = await startPeer(peer, upstream.port, directory)
    if (started === null) say(`${peer.name} is not measured: ${peer.program} is not installed (Debian: ${peer.from})`)
    else targets.push(started)
  }
  const but = (...names: string[]) => targets.filter(({ name }) => !names.includes(name))

  const program = whereIs('wrk')
  if (program === null) {
    say('wrk is not installed (Debian: wrk), so throughput and added time are not measured')
    for (const what of ['throughput', 'added to one request'])
      figures.unshift(absent(what, null, 'wrk is not installed'))
  } else {
    const turns = { program, directory, calm, bodyBytes: realBody, connections: 32 }
    if (wanted('added')) {
      say('time added to one request …')
      const one = { ...turns, connections: 1, seconds: quick ? 1 : 2, rounds: quick ? 3 : 5 }
      figures.unshift(...addedFigures(await inTurns(but('nginx as installed', 'HAProxy'), one)))
    }
    if (wanted('throughput')) {
      say('throughput …')
      const real = await inTurns(targets, { ...turns, seconds: quick ? 1 : 2, rounds: quick ? 3 : 5 })
      const small = { ...turns, bodyBytes: 2_000, seconds: 1, rounds: quick ? 1 : 3 }
      figures.unshift(...throughputFigures(real, await inTurns(but('nginx as installed'), small)))
    }
  }
  if (wanted('signing')) {
    say('signatures …')
    figures.push(await oneSignature(quick ? 300 : 1000), await memoryFigure(upstream.port, launcher, directory))
    if (program !== null) {
      const signing = await startWarmkey(signingServing({ launcher, upstream: upstream.port }), directory)
      targets.push({ ...signing, path: signedTarget })
      const plan = { program, directory, calm, bodyBytes: realBody, connections: 32, seconds: quick ? 1 : 2 }
      const both = targets.filter(({ name }) => ['direct', 'warmkey', 'bedrock'].includes(name))
      figures.push(...signedFigures(await inTurns(both, { ...plan, rounds: quick ? 3 : 5 })))
    }
  }
  for (const target of but('direct')) await target.stop()

  if (wanted('streams')) {
    say('paced streams …')
    const warmkey = await serve(launcher, 'warmkey')
    const tuned = peers[0] === undefined ? null : await startPeer(peers[0], upstream.port, directory)
    const plan = { streams: quick ? 500 : 3000, rounds: quick ? 1 : 2, restMs: quick ? 2000 : 8000 }
    const beside = [upstream, warmkey, ...(tuned === null ? [] : [tuned])]
    figures.push(...(await streamFigures({ upstream, warmkey, targets: beside, calm, ...plan })))
  }
  if (wanted('storm')) {
    say('a key that expires under load …')
    figures.push(...(await stormFigures(upstream, directory, quick ? 300 : 1000, calm)))
  }
  if (wanted('token')) {
    say('the helper, beside curl …')
    figures.push(...(await tokenFigures(directory, quick ? 10 : 30)))
  }
  if (wanted('doctor')) {
    say('the doctor, where everything hangs …')
    figures.push(...(await doctorFigures(directory, quick ? 3 : 10)))
  }
  return figures
}

async function surroundings(): Promise<string> {
  const versions = await Promise.all(
    ['nginx', 'haproxy', 'wrk'].map(async (name) => `${name} ${await versionOf(name)}`),
  )
  return `${new Date().toISOString().slice(0, 10)}, \`npm run bench${quick ? ' -- --quick' : ''}\`, ${type()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Bun ${Bun.version}, ${versions.join(', ')}`
}

function writeReadme(text: string): void {
  const file = join(import.meta.dir, 'README.md')
  const [begin, end] = ['<!-- figures: written by --write -->', '<!-- end of figures -->']
  const readme = readFileSync(file, 'utf8')
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`${file} has lost the two lines between which the table stands`)
  writeFileSync(file, `${readme.slice(0, from + begin.length)}\n\n${text}\n\n${readme.slice(to)}`)
}

try {
  const figures = await measure()
  const text = `${await surroundings()}\n\n${table(figures)}`
  process.stdout.write(`${text}\n`)
  if (given.write) writeReadme(text)
} finally {
  await tidy()
}
process.exit(0)
