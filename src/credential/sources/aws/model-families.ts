/** The first inference profile of each family of Claude in a list of them. */
export function oneOfEachFamily(list: string): string[] {
  const ids = [...list.matchAll(/"inferenceProfileId":\s*"([\w.:-]{1,200})"/g)].map(([, id = '']) => id)
  return ['opus', 'sonnet', 'haiku'].flatMap((family) => {
    const id = ids.find((each) => each.includes('anthropic.claude') && each.includes(family))
    return id === undefined ? [] : [id]
  })
}
