import { expect, test } from 'bun:test'
import { deploymentGone, failure } from './failure.ts'

test('the form of Azure', () => {
  const { body, status } = failure(deploymentGone, [])
  expect([status, JSON.parse(new TextDecoder().decode(body as Uint8Array))]).toMatchObject([
    404,
    { error: { code: 'DeploymentNotFound' } },
  ])
})
