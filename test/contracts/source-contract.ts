import { describe, expect, test } from 'bun:test'
import { UnsecuredJWT } from 'jose'
import { z } from 'zod'
import type { Obtained, SourceDeps, SourceKind } from '../../src/credential/sources/source.ts'
import { WarmkeyError } from '../../src/errors.ts'
import { Secret } from '../../src/secret.ts'
import { until } from '../kit/until.ts'

/** A place where one kind of source gets its key from, made for one test. */
export interface SourceWorld extends AsyncDisposable {
  /** A configuration block of that kind. */
  readonly options: { type: string }
  readonly deps: SourceDeps
  /** From now on the place holds this text where the key belongs. */
  give(text: string): void | Promise<void>
  /** From now on there is nothing to be had. */
  empty(): void | Promise<void>
  /** From now on asking never ends by itself; left out by sources that cannot wait. */
  hang?(): void | Promise<void>
}

const forever = new AbortController().signal
const codes = ['source-unavailable', 'source-failed', 'source-timeout', 'source-malformed', 'source-needs-person']

/** What every kind of source promises, whatever it gets its key from. */
export function sourceContract(kind: SourceKind, makeWorld: () => SourceWorld | Promise<SourceWorld>): void {
  const inWorld = (name: string, run: (world: SourceWorld) => Promise<void>) =>
    test(name, async () => {
      await using world = await makeWorld()
      await run(world)
    })
  const create = (world: SourceWorld) => kind.create(kind.schema.parse(world.options), world.deps)
  const opened = ({ secret }: Obtained) => secret.open()
  const refusal = async (asked: Promise<Obtained>): Promise<WarmkeyError> => {
    const outcome = await asked.then(
      () => 'was answered',
      (error: unknown) => error,
    )
    if (outcome instanceof WarmkeyError) return outcome
    throw new Error(`no WarmkeyError: ${outcome}`)
  }

  describe(`the source ${kind.type}`, () => {
    test('describes itself', () => {
      expect(kind.type).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
      expect(kind.summary).toMatch(/^[A-Z][^\n]{10,150}\.$/)
      expect(kind.schema.parse(kind.example)).toEqual(kind.example)
      expect(kind.example.type).toBe(kind.type)
    })

    test('names a field that it does not know', () => {
      const result = kind.schema.safeParse({ ...kind.example, cannary: 1 })
      expect(result.error?.issues).toEqual([expect.objectContaining({ code: 'unrecognized_keys', keys: ['cannary'] })])
    })

    test('says in its JSON Schema what each field is', () => {
      const schema = z.toJSONSchema(kind.schema)
      expect(schema).toMatchObject({
        type: 'object',
        additionalProperties: false,
        properties: { type: { const: kind.type } },
      })
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        if (name !== 'type')
          expect([name, typeof field === 'object' && field.description]).toEqual([name, expect.stringMatching(/\w/)])
      }
    })

    inWorld('is built without being asked, and says where it leads', async (world) => {
      await world.give('canary-canary-1')
      const source = create(world)
      expect(source.origin).toMatch(new RegExp(`^${kind.type} .{1,100}$`))
      expect(create(world).origin).toBe(source.origin)
      expect(source.origin).not.toContain('canary')
      await world.empty()
      create(world)
    })

    inWorld('gives the key, as often as it is asked, also at the same time', async (world) => {
      await world.give(' canary-canary-1\r\n')
      const source = create(world)
      const answers = await Promise.all([source.obtain(forever), source.obtain(forever)])
      answers.push(await source.obtain(forever))
      for (const answer of answers) {
        expect(answer.secret).toBeInstanceOf(Secret)
        expect(opened(answer)).toBe('canary-canary-1')
        expect(Object.values(answer.life).every(Number.isFinite)).toBe(true)
        expect(['any', 'bearer', 'api-key']).toContain(answer.kind ?? 'any')
        expect(`${JSON.stringify(answer)} ${Bun.inspect(answer)}`).not.toContain('canary')
      }
    })

    inWorld('knows the end of a JSON Web Token', async (world) => {
      const key = new UnsecuredJWT({ exp: 2_000_000_000 }).encode()
      await world.give(key)
      const answer = await create(world).obtain(forever)
      expect(opened(answer)).toBe(key)
      expect(answer.life.expiresAtMs).toBeLessThanOrEqual(2_000_000_000_000)
    })

    inWorld('gives the new key after the old one', async (world) => {
      await world.give('canary-canary-1')
      const source = create(world)
      await source.obtain(forever)
      await world.give('canary-canary-2')
      expect(opened(await source.obtain(forever))).toBe('canary-canary-2')
    })

    for (const [name, text] of [
      ['nothing', ' \n'],
      ['two lines', 'canary-canary-1\ncanary-canary-2\n'],
      ['white space inside', 'canary canary'],
      ['a control character', 'canary\u0007canary'],
      ['what is not ASCII', 'canary-canary-é'],
      ['the word null', 'null'],
      ['the word undefined', 'undefined'],
      ['too much', 'canary'.repeat(3_000)],
      ['a web page', '<!doctype html><html>canary</html>'],
    ] as const) {
      inWorld(`refuses ${name} in words, and recovers`, async (world) => {
        await world.give(text)
        const source = create(world)
        const error = await refusal(source.obtain(forever))
        expect(error.code).toBe('source-malformed')
        expect(error.message).toMatch(/^[A-Z].*\.$/)
        expect(error.remedy).toMatch(/^[A-Z].*\.$/)
        expect(error.sentence).not.toContain('canary')
        await world.give('canary-canary-1')
        expect(opened(await source.obtain(forever))).toBe('canary-canary-1')
      })
    }

    inWorld('says what is wrong where there is nothing, and recovers', async (world) => {
      await world.empty()
      const source = create(world)
      const error = await refusal(source.obtain(forever))
      expect(codes).toContain(error.code)
      expect(error.message).toMatch(/^[A-Z].*\.$/)
      expect(error.remedy).toMatch(/^[A-Z].*\.$/)
      await world.give('canary-canary-1')
      expect(opened(await source.obtain(forever))).toBe('canary-canary-1')
    })

    inWorld('ends when it is called off', async (world) => {
      await world.give('canary-canary-1')
      const source = create(world)
      expect(await source.obtain(AbortSignal.abort()).then(opened, () => 'ended')).toBe('ended')
      if (world.hang === undefined) return
      await world.hang()
      const controller = new AbortController()
      const asked = source.obtain(controller.signal).then(opened, () => 'ended')
      controller.abort()
      expect(await asked).toBe('ended')
    })

    inWorld('tells of a change if it watches, and no more when it has stopped', async (world) => {
      const source = create(world)
      if (source.watch === undefined) return
      await world.give('canary-canary-1')
      let changes = 0
      const stop = source.watch(() => changes++)
      await source.obtain(forever)
      await world.give('canary-canary-2')
      await until(() => changes > 0)
      expect(opened(await source.obtain(forever))).toBe('canary-canary-2')
      stop()
      let witnessed = 0
      const stopWitness = source.watch(() => witnessed++)
      const before = changes
      await world.give('canary-canary-3')
      await until(() => witnessed > 0)
      stopWitness()
      expect(changes).toBe(before)
    })
  })
}
