/** Vertex: what only surprises, whoami and check, and when nobody may be asked. */
import { expect, test } from 'bun:test'
import { onVertex } from '../kit/cloud-world.ts'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, onePromptOf } from '../kit/doctor-world.ts'
import { missing } from '../kit/parts.ts'

const ann = 'ann@shop.example'

test('where tokens are not counted, nothing is spent without leave', async () => {
  await using world = await doctorWorld()
  const { api } = await onVertex(world)
  const gone = JSON.stringify({
    error: { code: 404, status: 'NOT_FOUND', message: 'models/count-tokens was not found' },
  })
  api.script({ kind: 'response', status: 404, body: gone }, Number.POSITIVE_INFINITY, ({ path }) =>
    path.includes('count-tokens'),
  )
  const accepted = async (...flags: string[]) =>
    (await world.doctor(...flags)).findings.find(({ check }) => check === 'vertex-accepted')
  expect(await accepted()).toMatchObject({ status: 'skip', summary: expect.stringContaining('--spend') })
  expect(api.seen.map(({ path }) => path).filter((path) => path.includes('claude-'))).toEqual([])
  expect(await accepted('--spend')).toMatchObject({ status: 'ok', summary: expect.stringContaining('one token') })
}, 20_000)

const config = 'home/.config/gcloud/configurations/config_default'
test(
  'the doctor is surprised by another account of gcloud',
  () =>
    tellSurprise({
      name: 'another account',
      set: async (world) => {
        await onVertex(world)
        world.scratch.write(config, '[core]\naccount = bob@shop.example\nproject = shop\n')
      },
      check: 'google-account',
      says: /is ann@shop\.example on Vertex, and gcloud is bob@shop\.example/,
      fix: /application-default login/,
    }),
  20_000,
)

test(
  'the doctor is surprised by another project of gcloud',
  () =>
    tellSurprise({
      name: 'another project',
      set: async (world) => {
        await onVertex(world)
        world.scratch.write(config, '[core]\naccount = ann@shop.example\nproject = warehouse\n')
      },
      check: 'google-account',
      says: /names the project shop on Vertex, and gcloud has warehouse/,
      fix: /ANTHROPIC_VERTEX_PROJECT_ID=warehouse/,
    }),
  20_000,
)

test(
  'the doctor is surprised by a project that another variable names, and that is not used',
  () =>
    tellSurprise({
      name: 'another variable',
      set: async (world) => {
        const { front } = await onVertex(world)
        world.env.GOOGLE_CLOUD_PROJECT = 'warehouse'
        // The real client shows which one counts.
        expect(front.asked).toEqual([])
        if (!missing('claude-2.1.329')) expect((await onePromptOf(world)).out).toBe('You said: ping\n')
      },
      check: 'vertex-project',
      says: /name the project shop of ANTHROPIC_VERTEX_PROJECT_ID, and not warehouse, which GOOGLE_CLOUD_PROJECT names/,
      fix: /ANTHROPIC_VERTEX_PROJECT_ID=warehouse/,
    }),
  20_000,
)

test('whoami and check say who it is, by the same question; a machine of Google too', async () => {
  await using world = await doctorWorld()
  const { google } = await onVertex(world)
  const { code, out } = await world.run('whoami')
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/account\s+ann@shop\.example\nproject\s+shop\nregion\s+us-east5\n/),
  ])
  expect(out).toMatch(/accepted\s+yes \(counting the tokens of one word: 200\)/)
  expect(out).toMatch(/life\s+59 min/)
  for (const token of [out, (await world.run('doctor', '--verbose', '--json')).out])
    expect(token).not.toMatch(/ya29|1\/\/made-up/)
  const checked = await world.run('check', '--min-life', '30m')
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('vertex takes it')])
  expect((await world.run('check', '--min-life', '2h')).code).toBe(1)
  expect((await world.run('check', '--model', 'claude-fable-5')).code).toBe(1)
  google.refuse('refresh', 'revoked')
  expect((await world.run('whoami')).code).toBe(1)
  world.scratch.write('home/.config/gcloud/application_default_credentials.json', '')
  world.env.CLOUDSDK_CONFIG = world.scratch.path('none')
  world.env.GCE_METADATA_HOST = google.metadataHost
  expect((await world.run('whoami')).out).toContain('worker@shop.iam.gserviceaccount.com')
  expect(google.mistakes).toEqual([])
}, 20_000)

test('where a project says with what or where, nobody is asked', async () => {
  await using world = await doctorWorld()
  const { front, google } = await onVertex(world)
  for (const env of [
    { ANTHROPIC_VERTEX_BASE_URL: 'https://us-east5-aiplatform.googleapis.com/v1' },
    { GOOGLE_APPLICATION_CREDENTIALS: world.scratch.write('project/adc.json', JSON.stringify(google.person(ann))) },
    { HTTPS_PROXY: front.url },
  ]) {
    world.settings('project', { env })
    const { findings } = await world.doctor('--only', 'vertex-accepted')
    expect(findings.find(({ check }) => check === 'vertex-accepted')).toMatchObject({ status: 'skip' })
    expect((await world.run('whoami')).out).toContain('not asked: ')
  }
  expect(front.asked).toEqual([])
}, 20_000)

test('offline, nobody is asked', async () => {
  await using world = await doctorWorld()
  const { front } = await onVertex(world)
  const { findings, code } = await world.doctor('--offline')
  expect(findings.find(({ check }) => check === 'google-token')).toMatchObject({ status: 'skip' })
  expect([code, front.asked]).toEqual([0, []])
}, 20_000)
