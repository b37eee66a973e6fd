import { expect } from 'bun:test'
import { startMoto } from './moto.ts'
import { needsPython, pythonProgram } from './python.ts'

const ask = `
import boto3, sys
print(boto3.client('sts', region_name='us-east-1', endpoint_url=sys.argv[1],
                   aws_access_key_id='AKIAFAKE', aws_secret_access_key='fake').get_caller_identity()['Account'])
`

needsPython()('boto3 and moto of the tests talk to each other', async () => {
  await using moto = await startMoto()
  const run = Bun.spawn([pythonProgram(), '-I', '-c', ask, moto.url], { env: {}, stdout: 'pipe', stderr: 'pipe' })
  const [account, errors] = await Promise.all([run.stdout.text(), run.stderr.text()])
  expect({ errors, account }).toEqual({ errors: '', account: '123456789012\n' })
  expect(moto.log()).toContain('"POST / HTTP/1.1" 200')
})
