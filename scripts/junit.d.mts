export interface Counts {
  passed: number
  failed: number
  skipped: { file: string; name: string }[]
  problems: string[]
}
export declare function readReport(xml: string | null, files: readonly string[], exitCode: number | string): Counts
