import { expect, test } from 'bun:test'
import { signatureProblem } from '../../../../test/kit/aws-signature.ts'
import { getSessionToken, StsError } from './session-token.ts'

const keys = { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake-secret' }
const nowMs = () => Date.UTC(2026, 10, 21)
const answer = `<GetSessionTokenResponse><GetSessionTokenResult><Credentials>
  <AccessKeyId>ASIAFAKE</AccessKeyId><SecretAccessKey>fake/+=</SecretAccessKey><SessionToken>fake-token</SessionToken>
  <Expiration>2026-11-21T12:00:00Z</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`

function sts(reply: () => Response) {
  const problems: unknown[] = []
  const bodies: string[] = []
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const body = new Uint8Array(await request.arrayBuffer())
      bodies.push(new TextDecoder().decode(body))
      const headers = Object.fromEntries(request.headers.entries())
      problems.push(
        signatureProblem({ method: 'POST', target: '/', headers, body }, keys, { service: 'sts', region: 'eu-west-1' }),
      )
      return reply()
    },
  })
  const endpoint = `http://127.0.0.1:${server.port}`
  const ask = (code = '123456') =>
    getSessionToken({ keys, serial: 'arn:mfa/me', code, endpoint, region: 'eu-west-1', nowMs })
  return { ask, problems, bodies, [Symbol.dispose]: () => void server.stop(true) }
}

test('a session is asked for with device and code, signed as another implementation has it', async () => {
  using server = sts(() => new Response(answer))
  expect(await server.ask()).toEqual({
    accessKeyId: 'ASIAFAKE',
    secretAccessKey: 'fake/+=',
    sessionToken: 'fake-token',
    expiresAtMs: Date.UTC(2026, 10, 21, 12),
  })
  expect(server.problems).toEqual([null])
  expect(server.bodies[0]).toContain('SerialNumber=arn%3Amfa%2Fme&TokenCode=123456')
})

test('a refusal has the name and the words of AWS', async () => {
  using server = sts(
    () =>
      new Response(
        '<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>',
        { status: 403 },
      ),
  )
  const error = await server.ask().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(StsError)
  expect(error).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('pass code'),
    $metadata: { httpStatusCode: 403 },
  })
})

test('an answer without a session is none', async () => {
  using server = sts(() => new Response('<html>sign in</html>'))
  expect(
    await server.ask().then(
      () => null,
      ({ name }: Error) => name,
    ),
  ).toBe('InvalidResponse')
})
