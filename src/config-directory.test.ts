import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch } from '../test/kit/scratch.ts'
import { type Config, configSchema } from './config.ts'
import { profileFor, projectNotice, wholeDirectory } from './config-directory.ts'

const profile = { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://llm.example' } }
const config = (more: object = {}): Config =>
  configSchema.parse({ default: 'work', profiles: { work: profile, corp: profile, lab: profile }, ...more })

test('the name, then the longest directory of the user, then the project, then the default', () => {
  using scratch = makeScratch()
  const home = scratch.path('home')
  scratch.write('home/corp/.git/HEAD', '')
  scratch.write('home/corp/.warmkey.jsonc', '{"profile": "lab"}')
  scratch.write('home/corp/deep/er/readme', '')
  const cwd = `${home}/corp/deep/er`
  const chosen = (given: Config | null, name?: string, from: string | undefined = cwd) => {
    const choice = profileFor(given, { name, cwd: from, home })
    return choice === null ? null : [choice.name, choice.by.kind]
  }
  const bound = config({ directories: { '~/corp/deep': 'corp', '~/corp': 'lab', '~/corp/deeper': 'work' } })
  expect(chosen(bound, 'work')).toEqual(['work', 'name'])
  expect(chosen(bound)).toEqual(['corp', 'directory'])
  expect(chosen(bound, undefined, `${home}/corp`)).toEqual(['lab', 'directory'])
  expect(chosen(config())).toEqual(['lab', 'project'])
  expect(chosen(config({ projectFiles: false }))).toEqual(['work', 'default'])
  expect(chosen(config(), undefined, home)).toEqual(['work', 'default'])
  expect(chosen(config(), 'nobody')).toBeNull()
  expect(chosen(config({ default: undefined }), undefined, home)).toBeNull()
  expect(profileFor(config(), { name: undefined, cwd: undefined, home })?.by.kind).toBe('default')
})

test('a link to a bound directory is that directory', () => {
  using scratch = makeScratch()
  const home = scratch.path('home')
  mkdirSync(scratch.path('disk/corp'), { recursive: true })
  mkdirSync(home)
  symlinkSync(scratch.path('disk'), `${home}/work`)
  const given = config({ directories: { '~/work/corp': 'corp' } })
  expect(profileFor(given, { name: undefined, cwd: scratch.path('disk/corp'), home })?.name).toBe('corp')
  expect(wholeDirectory('~', home)).toBe(home)
  expect(wholeDirectory('/not/there', home)).toBe('/not/there')
})

test('a project that asks for what its user does not have is told so, with or without a configuration', () => {
  using scratch = makeScratch()
  scratch.write('home/shop/.git/HEAD', '')
  const file = scratch.write('home/shop/.warmkey.jsonc', '{"profile": "constructor"}')
  const wanted = { name: undefined, cwd: scratch.path('home/shop'), home: scratch.path('home') }
  for (const given of [config(), null])
    expect(() => profileFor(given, wanted)).toThrow(
      expect.objectContaining({
        code: 'profile-unknown',
        message: `${file} asks for the profile "constructor", which you do not have.`,
      }),
    )
})

test('who has chosen is said where it was not the user', () => {
  const by = { kind: 'project', file: '/shop/.warmkey.jsonc' } as const
  expect(projectNotice({ name: 'lab', by })).toBe(
    'The profile "lab" is used here because /shop/.warmkey.jsonc says so; --profile overrules it.',
  )
  expect(projectNotice({ name: 'lab', by: { kind: 'directory', directory: '~' } })).toBeNull()
})
