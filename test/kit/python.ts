import { pythonFile } from '../../scripts/python.mjs'
import { needs } from './parts.ts'

/** `test`, or `test.skip` where there is no Python with boto3 and moto, and other parts that are needed with it. */
export const needsPython = (...others: readonly string[]) => needs('python', ...others)

/** The program of the environment that has boto3 and moto; only in tests that `needsPython`. */
export function pythonProgram(): string {
  const file = pythonFile()
  if (file === null) throw new Error('the Python of the tests is missing: node scripts/python.mjs')
  return file
}
