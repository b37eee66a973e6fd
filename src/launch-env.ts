type Env = Readonly<Record<string, string | undefined>>

const kept = 'WARMKEY_LAUNCH_ENV_'
/** What the launcher sets for the runtime alone. */
const set = ['BUN_CONFIG_MAX_HTTP_REQUESTS', 'BUN_RUNTIME_TRANSPILER_CACHE_PATH', 'BUN_ENABLE_CRASH_REPORTING'] as const

/**
 * The environment as the user's shell gave it. The launcher removes and sets variables that would bring foreign code
 * into this process, and keeps each original under `WARMKEY_LAUNCH_ENV_<NAME>`; what we start has to see the original.
 */
export function userEnv(env: Env): Record<string, string | undefined> {
  const user: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(kept) && !set.some((ours) => ours === name)) user[name] = value
  }
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(kept)) user[name.slice(kept.length)] = value
  }
  return user
}
