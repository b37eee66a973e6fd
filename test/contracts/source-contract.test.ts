import { expect, test } from 'bun:test'
import { mkdirSync, unlinkSync } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import { sourceSchema, sources } from '../../src/credential/sources/index.ts'
import type { SourceDeps } from '../../src/credential/sources/source.ts'
import { startAwsDouble } from '../kit/aws-double.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { kept, loggedIn, startVaultDouble } from '../kit/vault-double.ts'
import { type SourceWorld, sourceContract } from './source-contract.ts'

const depsIn = (scratch: Scratch, env: Record<string, string> = {}): SourceDeps => ({
  clock: systemClock,
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', ...env },
  home: scratch.root,
})

/** Every kind of source on the shelf, each with a place of its own to get the key from. */
const worlds: Record<string, () => SourceWorld> = {
  command() {
    const scratch = makeScratch()
    const script = (text: string) => void scratch.write('mint', `#!/bin/sh\n${text}\n`, 0o700)
    script('exit 1')
    return {
      options: { type: 'command', command: '~/mint' } as { type: string },
      deps: depsIn(scratch),
      give(text) {
        scratch.write('key', text)
        script('exec cat "$HOME/key"')
      },
      empty: () => script('exit 1'),
      hang: () => script('sleep 300'),
      [Symbol.asyncDispose]: async () => scratch[Symbol.dispose](),
    }
  },
  env() {
    const scratch = makeScratch()
    const env: Record<string, string> = {}
    return {
      options: { type: 'env', name: 'SOME_KEY' } as { type: string },
      deps: { ...depsIn(scratch), env },
      give(text) {
        env.SOME_KEY = text
      },
      empty() {
        delete env.SOME_KEY
      },
      [Symbol.asyncDispose]: async () => scratch[Symbol.dispose](),
    }
  },
  file() {
    const scratch = makeScratch()
    scratch.write('key', '')
    return {
      options: { type: 'file', path: '~/key' } as { type: string },
      deps: depsIn(scratch),
      give: (text) => void scratch.write('key', text),
      empty: () => unlinkSync(scratch.path('key')),
      [Symbol.asyncDispose]: async () => scratch[Symbol.dispose](),
    }
  },
  vault() {
    const scratch = makeScratch()
    const double = startVaultDouble()
    scratch.write('secret-id', 'canary-secret-id')
    double.on('POST auth/approle/login', loggedIn('canary-token'))
    double.on('GET auth/token/lookup-self', [200, { data: { policies: ['default'] } }])
    const secret = 'GET secret/data/claude'
    return {
      options: {
        type: 'vault',
        address: double.address,
        path: 'secret/data/claude',
        field: 'key',
        auth: { method: 'approle', roleId: 'reader', secretId: { file: '~/secret-id' } },
      } as { type: string },
      deps: depsIn(scratch),
      give: (text) => double.on(secret, kept({ key: text })),
      empty: () => double.on(secret, [403, { errors: ['permission denied'] }]),
      hang: () => double.on(secret, () => new Promise(() => {})),
      async [Symbol.asyncDispose]() {
        await double[Symbol.asyncDispose]()
        scratch[Symbol.dispose]()
      },
    }
  },
  aws() {
    const scratch = makeScratch()
    const double = startAwsDouble()
    let n = 0
    mkdirSync(scratch.path('.aws'))
    const keys = () => {
      const text = `[dev]\naws_access_key_id = AKIACANARY${n++}\naws_secret_access_key = canary-secret-${n}\n`
      scratch.write('.aws/credentials', text)
    }
    keys()
    return {
      options: { type: 'aws', profile: 'dev', region: 'eu-west-1', parameter: '/claude/key' } as { type: string },
      deps: depsIn(scratch, { AWS_ENDPOINT_URL: double.url }),
      give(text) {
        keys()
        double.on('parameter', { status: 200, body: { Parameter: { Name: '/claude/key', Value: text, Version: n } } })
      },
      empty: () => double.on('parameter', notFound),
      hang: () => double.on('parameter', 'hang'),
      async [Symbol.asyncDispose]() {
        await double[Symbol.asyncDispose]()
        scratch[Symbol.dispose]()
      },
    }
  },
}

const notFound = { status: 400, type: 'ParameterNotFound', body: { __type: 'ParameterNotFound' } }

test('every kind on the shelf is held to the contract, under a name of its own', () => {
  expect(Object.keys(worlds).sort()).toEqual(sources.map(({ type }) => type).sort())
})

test('the configuration takes each of them, and no other', () => {
  for (const { example } of sources) expect(sourceSchema.parse(example)).toEqual(example as never)
  expect(sourceSchema.safeParse({ type: 'carrier-pigeon' }).success).toBe(false)
})

for (const kind of sources) {
  const world = worlds[kind.type]
  if (world !== undefined) sourceContract(kind, world)
}
