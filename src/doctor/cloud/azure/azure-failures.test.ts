import { expect, test } from 'bun:test'
import { paperWorld } from '../../../../test/kit/paper-world.ts'
import { systemClock } from '../../../clock.ts'
import { createBench } from '../../bench.ts'
import { azureFailure, isUnreached } from './azure-failures.ts'

const bench = createBench({
  world: paperWorld({}),
  clock: systemClock,
  config: { kind: 'absent', file: '' },
  args: [],
  model: null,
  spend: false,
})
const failure = (said: string, code: string | null = null) =>
  azureFailure(bench, { kind: 'failure', status: null, code, said, dateMs: null, host: null })

test.each<[string, string, RegExp]>([
  ['AADSTS7000215: Invalid client secret', 'invalid-credential', /az ad app credential reset/],
  ['AADSTS90002: Tenant not found', 'wrong-endpoint-or-header', /AZURE_TENANT_ID/],
  ['AADSTS700082: inactive', 'expired', /^Type: az login$/],
  [
    'AADSTS50076: az login --scope https://a.b/.default',
    'org-policy',
    /^Type: az login --scope https:\/\/a\.b\/\.default$/,
  ],
  ['az login --scope $(evil)', 'invalid-credential', /^Type: az login$/],
  ["Please run 'az login' from", 'expired', /^Type: az login$/],
  ['Azure CLI could not be found', 'missing-credential', /^Type: (curl|brew|winget) .*az login$/],
  ['something else', 'invalid-credential', /az login/],
  ['AADSTS99999: new', 'invalid-credential', /az login/],
])('%s', (said, cause, fix) => {
  expect(failure(said)).toMatchObject({ cause: cause as 'expired', fix: expect.stringMatching(fix), number: 5 })
})

test.each<[NodeJS.Platform, string, string]>([
  ['linux', 'ID=ubuntu', 'Type: curl -sL https://aka.ms/InstallAzureCLIDeb | sudo bash && az login'],
  [
    'linux',
    'NAME=Mint\nID_LIKE="ubuntu debian"',
    'Type: curl -sL https://aka.ms/InstallAzureCLIDeb | sudo bash && az login',
  ],
  ['linux', 'ID=fedora', 'Type: curl -L https://aka.ms/InstallAzureCli | bash && PATH="$PATH:$HOME/bin" && az login'],
  ['darwin', '', 'Type: brew install azure-cli && az login'],
  ['win32', '', 'Type: winget install --exact --id Microsoft.AzureCLI; az login'],
])('az comes to %s with %j by what is there', (platform, release, fix) => {
  const world = { ...bench.world, platform, read: () => release }
  const none = { kind: 'failure', status: null, code: null, dateMs: null, host: null } as const
  expect(azureFailure({ ...bench, world }, { ...none, said: 'Azure CLI could not be found' }).fix).toBe(fix)
})

test('nobody was reached', () => {
  const none = { kind: 'failure', status: null, code: null, dateMs: null, host: null } as const
  expect([isUnreached({ ...none, said: 'network_error: x' }), isUnreached({ ...none, said: 'AADSTS1' })]).toEqual([
    true,
    false,
  ])
})

test('a way that is closed is no credential', () => {
  expect(failure('connect', 'ECONNREFUSED')).toMatchObject({ cause: 'connection' })
})
