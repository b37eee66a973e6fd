import { expect, test } from 'bun:test'
import { schema } from './options.ts'

for (const [options, problem] of [
  [{}, null],
  [{ profile: 'dev.team/1@corp', region: 'us-gov-west-1' }, null],
  [
    {
      roleArn: 'arn:aws-us-gov:iam::123456789012:role/path/Name',
      externalId: 'x1',
      duration: '15m',
      sessionName: 'me',
    },
    null,
  ],
  [{ secret: 'claude/key', version: 'AWSPREVIOUS', field: '/key' }, null],
  [{ parameter: '/claude/key', version: '3' }, null],
  [{ profile: '--no-sign-request' }, /not the name of an AWS profile/],
  [{ profile: 'x; rm -rf ~' }, /not the name of an AWS profile/],
  [{ region: 'Ireland' }, /not a region/],
  [{ roleArn: 'arn:aws:iam::1:user/x' }, /not the ARN of a role/],
  [{ roleArn: 'arn:aws:iam::123456789012:role/x', duration: '5m' }, /15m/],
  [{ secret: 'a', parameter: 'b' }, /give one of them/],
  [{ field: 'key' }, /belong to "secret" or "parameter"/],
  [{ version: '1' }, /belong to "secret" or "parameter"/],
  [{ externalId: 'abc' }, /belong to "roleArn"/],
  [{ secret: 'two words' }, /white space/],
] as const) {
  test(`${JSON.stringify(options)}: ${problem ?? 'is taken'}`, () => {
    const result = schema.safeParse({ type: 'aws', ...options })
    if (problem === null) expect(result.error?.issues ?? []).toEqual([])
    else expect(result.error?.issues[0]?.message).toMatch(problem)
  })
}
