import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { startAwsDouble } from '../../../../test/kit/aws-double.ts'
import { keysOf, makeAwsHome } from '../../../../test/kit/aws-home.ts'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { until } from '../../../../test/kit/until.ts'
import { systemClock } from '../../../clock.ts'
import { WarmkeyError } from '../../../errors.ts'
import { askAws } from './ask.ts'

const forever = new AbortController().signal

test('what takes too long is named', async () => {
  using home = makeAwsHome()
  const clock = createFakeClock()
  home.config('[profile dev]\ncredential_process = touch ~/started; exec sleep 300\n')
  const deps = { clock, env: home.env, home: home.scratch.root }
  const asked = askAws({ options: { type: 'aws', profile: 'dev' } }, deps, forever).then(
    () => null,
    (error: unknown) => error,
  )
  await until(() => existsSync(home.scratch.path('started')))
  await clock.advance(60_000)
  await clock.advance(2_000)
  const error = await asked
  if (!(error instanceof WarmkeyError)) throw error
  expect(error.code).toBe('source-timeout')
  expect(error.message).toBe('The credential_process of the AWS profile "dev" was not had within 60 s.')
})

test('a hostile home directory and environment bring no code into the process that asks', async () => {
  using home = makeAwsHome()
  const code = `require('fs').writeFileSync(${JSON.stringify(home.scratch.path('trapped'))}, '')`
  home.scratch.write('trap.js', code)
  home.scratch.write('bunfig.toml', 'preload = ["./trap.js"]\n')
  home.scratch.write('.env', 'AWS_PROFILE=theirs\n')
  const env = { ...home.env, BUN_OPTIONS: `--preload=${home.scratch.path('trap.js')}`, AWS_PROFILE: 'mine' }
  const deps = { clock: systemClock, env, home: home.scratch.root }
  await askAws({ options: { type: 'aws' } }, deps, forever)
  expect(home.scratch.read('trap.js')).toBe(code)
  expect(existsSync(home.scratch.path('trapped'))).toBe(false)
})

test('AWS is asked through the proxy of the environment, and its own addresses are not', async () => {
  const heads: string[] = []
  const proxy = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      data(socket, bytes) {
        heads.push(bytes.toString().split('\r\n')[0] ?? '')
        const refusal =
          '<ErrorResponse><Error><Code>AccessDenied</Code><Message>from the proxy</Message></Error></ErrorResponse>'
        socket.end(`HTTP/1.1 403 Forbidden\r\ncontent-length: ${refusal.length}\r\nconnection: close\r\n\r\n${refusal}`)
      },
    },
  })
  using home = makeAwsHome('http://aws.example.test')
  home.config('[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n')
  home.credentials(keysOf('base', 1))
  Object.assign(home.env, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })
  const { message } = await home.refusal(home.source({ profile: 'dev' }))
  expect(message).toContain('"from the proxy"')
  expect(heads).toEqual(['POST http://aws.example.test/ HTTP/1.1'])
  await using double = startAwsDouble()
  Object.assign(home.env, {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${double.url}/container`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: double.wanted.containerToken,
  })
  await home.given(home.source())
  proxy.stop(true)
  expect({ heads: heads.length, mistakes: double.mistakes }).toEqual({ heads: 1, mistakes: [] })
})
