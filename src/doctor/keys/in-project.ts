import { join, relative } from 'node:path'
import type { Bench } from '../bench.ts'
import { issuerOf } from '../credential/shape.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { type Checkout, looseFiles } from './checkout.ts'
import { browserVariable, bundled, kept, type Lying } from './lying.ts'
import { filesBelow, isBinary, type Scan, urgency } from './scan.ts'

/** Keys in the addresses of remotes. */
export const inRemotes = ({ remotes }: Checkout): Lying[] =>
  remotes.map(({ file, line, name, clean, password }) => ({
    where: 'remote',
    path: file,
    line,
    kind: issuerOf(password) ?? 'a password',
    fix: `Type: git remote set-url ${shellWord(name)} ${shellWord(clean)}`,
  }))

/** Folders whose files are served as they are. */
const served = /(?:^|\/)(?:dist|build|public|out|www|\.next\/static|\.output\/public|_site|storybook-static)\//

/** Tests, examples and documents, which have to show what a key looks like. */
const shows =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__fixtures__|mocks?|__mocks__|testdata|examples?|samples?|docs?)\/|[._-](?:test|spec|fixture|example|sample)(?:\.[^/]*)?$|\.(?:mdx?|rst|adoc)$/i

/** Keys in what git keeps, and in what it would take along. */
export async function inCheckout(checkout: Checkout, cwd: string, scan: Scan): Promise<Lying[]> {
  const { root, tracked, ignores, holds } = checkout
  const here = relative(root, cwd).replaceAll('\\', '/')
  const near = (name: string): number => (here === '' || name.startsWith(`${here}/`) ? 0 : 1)
  const loose = await looseFiles(checkout, cwd, { mostFolders: 500, breathe: () => scan.breathe() })
  const found = loose.flatMap((name) => {
    const path = join(root, name)
    const ignored = ignores(name)
    return (scan.look(path)?.keys ?? []).flatMap((key): Lying[] => {
      if (key.forBrowsers) return [browserVariable(path, key)]
      if (ignored || (key.invented && shows.test(name))) return []
      const rules = join(root, '.gitignore')
      return [
        {
          where: 'unignored',
          path,
          ...key,
          fix: `Type: echo ${shellWord(`/${name}`)} >> ${shellWord(rules)}`,
          edit: { what: 'line', path: rules, line: `/${name}` },
        },
      ]
    })
  })
  const names = [...tracked]
    .filter((name) => !isBinary(name))
    .map((name) => ({ name, rank: urgency(name) * 2 + near(name) }))
    .toSorted((one, other) => one.rank - other.rank)
  for (const { name } of names) {
    await scan.breathe()
    if (!holds(name)) continue
    const path = join(root, name)
    for (const key of scan.look(path)?.keys ?? []) {
      if (key.invented && shows.test(name)) continue
      found.push(
        served.test(name) ? bundled(path, key) : key.forBrowsers ? browserVariable(path, key) : kept(root, name, key),
      )
    }
    if (scan.cut) break
  }
  return found
}

/** What was built for browsers and is not kept by git; a home is no project. */
export function inBundles(checkout: Checkout | null, { world }: Bench, scan: Scan): Lying[] {
  const roots = [...new Set([world.cwd, ...(checkout === null ? [] : [checkout.root])])].filter(
    (root) => root !== world.home,
  )
  const folders = ['dist', 'build', 'public', 'out', 'www', '.next/static', '.output/public', '_site']
  const built = roots
    .flatMap((root) => folders.flatMap((folder) => filesBelow(join(root, folder), 400)))
    .filter((path) => checkout === null || !checkout.tracked.has(relative(checkout.root, path).replaceAll('\\', '/')))
    .filter((path) => /\.(?:m?js|html?|map|json|css|txt)$/.test(path))
  const plain =
    checkout === null
      ? roots.flatMap((root) => ['.env', '.env.local', '.env.production'].map((name) => join(root, name)))
      : []
  return [
    ...built.flatMap((path) => (scan.look(path)?.keys ?? []).map((key) => bundled(path, key))),
    ...plain.flatMap((path) =>
      (scan.look(path)?.keys ?? []).filter((key) => key.forBrowsers).map((key) => browserVariable(path, key)),
    ),
  ]
}
