import { expect, test } from 'bun:test'
import { makeScratch } from '../test/kit/scratch.ts'
import { configPath, readConfig } from './config-file.ts'
import { WarmkeyError } from './errors.ts'

const linux = { env: {}, home: '/home/dev', platform: 'linux' as const }

test('the file is where each system keeps such files', () => {
  expect(configPath(linux)).toBe('/home/dev/.config/warmkey/config.jsonc')
  expect(configPath({ ...linux, env: { XDG_CONFIG_HOME: '/etc/xdg' } })).toBe('/etc/xdg/warmkey/config.jsonc')
  expect(configPath({ ...linux, env: { WARMKEY_CONFIG: '/a/b.jsonc' } })).toBe('/a/b.jsonc')
  expect(configPath({ ...linux, platform: 'win32', env: { APPDATA: 'C:/Users/dev/AppData/Roaming' } })).toContain(
    'Roaming/warmkey/config.jsonc',
  )
})

const thrownBy = (read: () => unknown): WarmkeyError => {
  try {
    read()
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) return thrown
  }
  throw new Error('nothing was thrown')
}

test('no file is no mistake, unless it was named', () => {
  using scratch = makeScratch()
  const places = { env: {}, home: scratch.root, platform: 'linux' as const }
  expect(readConfig(places)).toBeNull()
  expect(thrownBy(() => readConfig({ ...places, env: { WARMKEY_CONFIG: scratch.path('absent') } })).code).toBe(
    'config-unreadable',
  )
})

test('mistakes come as lines that an editor can jump to', () => {
  using scratch = makeScratch()
  const path = scratch.write('config.jsonc', '{\n  "profils": {},\n  "defualt": "x"\n}')
  const error = thrownBy(() => readConfig({ env: { WARMKEY_CONFIG: path }, home: scratch.root, platform: 'linux' }))
  expect(error.code).toBe('config-invalid')
  expect(error.message.split('\n')).toEqual([
    `${path}:2:3: profils is not a setting that warmkey knows. Check its spelling, or remove it.`,
    `${path}:3:3: defualt is not a setting that warmkey knows. Check its spelling, or remove it.`,
  ])
})

test('a pipe in its place is not waited for', () => {
  using scratch = makeScratch()
  scratch.write('warmkey/beside', '')
  expect(Bun.spawnSync(['mkfifo', scratch.path('warmkey/config.jsonc')]).exitCode).toBe(0)
  const places = { env: { XDG_CONFIG_HOME: scratch.root }, home: scratch.root, platform: process.platform }
  expect(() => readConfig(places)).toThrow('cannot be read (a pipe)')
})
