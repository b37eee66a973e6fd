// Reads the report of `bun test`. The numbers come from the report and not from what is printed, because a test may print
// anything; and they are held against the list of files, because a file that cannot be loaded is in no report at all.

/**
 * Counts of one run. `xml` is the report, `null` if there is none; `files` what was to be run, as given to `bun test`;
 * `exitCode` how it ended. Gives `{ passed, failed, skipped: [{ file, name }], problems: [sentence] }`; each problem is
 * already counted as a failure.
 */
export function readReport(xml, files, exitCode) {
  const cases = [...(xml ?? '').matchAll(/<testcase\b([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)].map((match) => ({
    file: attribute(match[1], 'file'),
    name: attribute(match[1], 'name'),
    outcome: outcomeOf(match[3] ?? ''),
  }))
  const problems = []
  for (const file of files) {
    if (!cases.some((each) => sameFile(each.file, file))) problems.push(`${file} ran no test, or not to its end.`)
  }
  const count = (outcome) => cases.filter((each) => each.outcome === outcome).length
  const failed = count('failed') + problems.length
  if (failed === 0 && exitCode !== 0)
    problems.push(`bun test ended with exit code ${exitCode}, yet reports no failure.`)
  return {
    passed: count('passed'),
    failed: count('failed') + problems.length,
    skipped: cases.filter((each) => each.outcome === 'skipped').map(({ file, name }) => ({ file, name })),
    problems,
  }
}

const sameFile = (a, b) => a.replaceAll('\\', '/').replace(/^\.\//, '') === b.replaceAll('\\', '/').replace(/^\.\//, '')

function outcomeOf(body) {
  if (/<(failure|error)\b/.test(body)) return 'failed'
  return /<skipped\b/.test(body) ? 'skipped' : 'passed'
}

function attribute(tag, name) {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  const named = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
  return value.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => named[entity])
}
