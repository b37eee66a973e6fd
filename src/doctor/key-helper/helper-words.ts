/** Below this a match rests on little more than a word. */
const sure = 0.5

/**
 * What the helper's own complaint means, as the card of a known failure says it; `null` where nothing is known of it. The cards
 * are loaded only when a helper has failed: they are of no use to anybody else.
 */
export async function meaningOf(stderr: string): Promise<string | null> {
  if (stderr.trim() === '') return null
  const [{ readPaste }, { catalogue }] = await Promise.all([
    import('../../signatures/paste/read-paste.ts'),
    import('../../signatures/catalogue.ts'),
  ])
  const { root, matches } = readPaste({ text: stderr, status: null, headers: null }, catalogue)
  const match = matches.find(({ card }) => card === root)
  if (root === null || match === undefined || match.confidence < sure) return null
  return `what that means: ${root.title}. ${root.remedy[0] ?? ''}`.trim()
}
