/** Waits until `condition` holds, looking again at every turn of the event loop; the test's own limit is the only bound. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2))
}
