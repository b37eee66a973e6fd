import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './living-client.ts'
import type { Scratch } from './scratch.ts'

/** A copy of this program that says it is another version; the path of its launcher. */
export function otherVersion(scratch: Scratch, version: string): string {
  const root = scratch.path(`warmkey-${version}`)
  mkdirSync(root)
  for (const name of ['bin', 'src']) cpSync(join(checkout, name), join(root, name), { recursive: true })
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as object
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...manifest, version }))
  return join(root, 'bin', 'warmkey')
}
