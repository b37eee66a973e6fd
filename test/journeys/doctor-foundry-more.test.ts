/** Foundry: what only surprises, whoami and check, and when nobody may be asked. */
import { expect, test } from 'bun:test'
import { otherTenant } from '../kit/azure-double.ts'
import { onFoundry, writeAzProfile } from '../kit/cloud-world.ts'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld } from '../kit/doctor-world.ts'

test(
  'the doctor is surprised by a token of another tenant than the named one',
  () =>
    tellSurprise({
      name: 'another tenant',
      set: async (world) => {
        await onFoundry(world)
        world.env.AZURE_TENANT_ID = otherTenant
      },
      check: 'azure-tenant',
      says: /is of the tenant 1{8}-\S+, and AZURE_TENANT_ID names 2{8}-/,
      fix: /az login --tenant 2{8}-/,
    }),
  20_000,
)

test(
  'the doctor is surprised by an application of another tenant than az',
  () =>
    tellSurprise({
      name: 'an application',
      set: async (world) => {
        const { azure } = await onFoundry(world)
        Object.assign(world.env, azure.app, { AZURE_TOKEN_CREDENTIALS: 'prod' })
        writeAzProfile(world, otherTenant)
      },
      check: 'azure-tenant',
      says: /and az works in 2{8}-/,
      fix: /unset AZURE_CLIENT_ID/,
    }),
  20_000,
)

test('whoami and check say who it is, by the same question; a machine of Azure too', async () => {
  await using world = await doctorWorld()
  const { azure, front } = await onFoundry(world)
  const { code, out } = await world.run('whoami')
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/account\s+ann@shop\.example\ntenant\s+1{8}-\S+\nresource\s+shop\n/),
  ])
  expect(out).toMatch(/accepted\s+yes \(counting the tokens of one word: 200\)/)
  const checked = await world.run('check', '--min-life', '30m')
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('foundry takes it')])
  expect((await world.run('check', '--model', 'claude-opus-5-5')).code).toBe(1)
  Object.assign(world.env, azure.identity, { PATH: '/usr/bin:/bin', AZURE_TOKEN_CREDENTIALS: 'prod' })
  expect((await world.run('whoami')).out).toMatch(/account\s+the application 3{8}-/)
  azure.refuse(7000215)
  expect(azure.mistakes).toEqual([])
  expect(front.asked).not.toContain('login.microsoftonline.com')
}, 20_000)

test('where a project names the resource or the way to sign in, nobody is asked', async () => {
  await using world = await doctorWorld()
  const { front, azure } = await onFoundry(world)
  for (const env of [
    { ANTHROPIC_FOUNDRY_RESOURCE: 'theirs' },
    { ...azure.app },
    { PATH: world.scratch.path('project') },
  ]) {
    world.settings('project', { env })
    const { findings } = await world.doctor('--only', 'foundry-accepted')
    expect(findings.find(({ check }) => check === 'foundry-accepted')).toMatchObject({ status: 'skip' })
    expect((await world.run('whoami')).out).toContain('not asked: ')
  }
  expect([front.asked, azure.asked]).toEqual([[], []])
}, 20_000)

test(
  'the doctor is surprised by a metadata server behind a proxy',
  () =>
    tellSurprise({
      name: 'a proxy before the metadata server',
      set: async (world) => {
        await onFoundry(world)
        delete world.env.AZURE_TOKEN_CREDENTIALS
      },
      check: 'azure-chain',
      says: /through your proxy, and tries that for 20 s/,
      fix: /^Type: export AZURE_TOKEN_CREDENTIALS=dev$/,
    }),
  20_000,
)
