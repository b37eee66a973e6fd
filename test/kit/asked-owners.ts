/** People whom a last line says to ask: each does the one thing that he is asked for, and nothing when it is another. */
import type { CloudWorld } from './cloud-world.ts'
import type { DoctorWorld } from './doctor-world.ts'

export const grants = ({ owners }: DoctorWorld, who: string, when: RegExp, does: () => unknown): void =>
  void owners.set(who, async (asked) => {
    if (!when.test(asked)) return false
    await does()
    return true
  })

/** The proxy opens no way to `host`, which `name` of the front stands for, until whoever runs it leads it to `port`. */
export function closedBy(world: DoctorWorld, { front }: CloudWorld, name: string, host: string, port: number): void {
  front.lead(name, null)
  const asked = new RegExp(`^let CONNECT ${host.replaceAll('.', '\\.')} through$`)
  grants(world, new URL(front.url).host, asked, () => front.lead(name, port))
}
