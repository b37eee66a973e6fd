import { type Check, doesNotApply, ok } from '../check.ts'
import { checkoutAt } from '../keys/checkout.ts'
import { inHome } from '../keys/in-home.ts'
import { inBundles, inCheckout, inRemotes } from '../keys/in-project.ts'
import { type Lying, worst } from '../keys/lying.ts'
import { bounds, startScan } from '../keys/scan.ts'

/** Keys lying about, by place and kind; their text is never shown. */
export const keysInFiles: Check = {
  id: 'keys-in-files',
  title: 'No key lies about in plain sight',
  group: 'keys',
  needs: [],
  async run(bench) {
    const { world, clock } = bench
    const checkout = checkoutAt(world.cwd, world.home)
    const scan = startScan(clock)
    const lying = [
      ...inHome(bench, scan),
      ...(checkout === null ? [] : inRemotes(checkout)),
      ...(checkout === null ? [] : await inCheckout(checkout, world.cwd, scan)),
      ...inBundles(checkout, bench, scan),
    ].toSorted((one, other) => worst.indexOf(one.where) - worst.indexOf(other.where))
    const left = scan.cut
      ? [
          `after ${scan.files} files the search ended (at most ${bounds.files} files, ${bounds.bytes >> 20} MiB, ${bounds.ms} ms)`,
        ]
      : []
    const [first] = lying
    if (first === undefined)
      return scan.files === 0
        ? doesNotApply(left[0] ?? 'none of the usual files is there')
        : ok(`${scan.files} files looked at${scan.cut ? `; ${left[0]}` : ''}`)
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `${first.path}, line ${first.line}, holds ${first.kind}${because[first.where]}.`,
      evidence: [
        ...lying.slice(0, mostLines).map(({ path, line, kind }) => `${path}:${line}: ${kind}`),
        ...(lying.length > mostLines ? [`and ${lying.length - mostLines} more`] : []),
        ...(first.where === 'readable' ? [] : ['revoke it where it was made: whoever saw it can use it until then']),
        ...left,
      ],
      fix: first.fix,
      ...(first.edit === undefined ? {} : { edit: first.edit }),
    }
  },
}

const mostLines = 20

const because: Readonly<Record<Lying['where'], string>> = {
  browser: ', and everybody who opens the page gets it',
  tracked: ', and git keeps that file for everybody',
  remote: ' in the address of a remote, which git prints and hands on',
  unignored: ', and git takes that file along with the next `git add`',
  history: ' that was typed once',
  readable: ', and other users of this machine can read it',
}
