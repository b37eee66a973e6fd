import type { Ladder } from '../../clients/claude-code/ladder.ts'
import { ladderPlaces } from '../../clients/claude-code/ladder-words.ts'
import type { CauseLine } from '../../doctor/causes.ts'
import { type Finding, isComplaint } from '../../doctor/check.ts'
import { rootOf } from '../../doctor/doctor.ts'

/** What `warmkey doctor --json` prints. It only grows. */
export const reportJson = (findings: readonly Finding[], causes: readonly CauseLine[], ladder: Ladder): object => ({
  schema: 1,
  causes: causes.map(({ number, status, summary }) => ({ number, status, summary })),
  findings: findings.map((finding) => ({
    check: finding.check,
    status: finding.status,
    cause: isComplaint(finding) ? finding.cause : null,
    summary: finding.summary,
    evidence: isComplaint(finding) ? finding.evidence : [],
    fix: isComplaint(finding) ? finding.fix : null,
  })),
  root: rootOf(findings)?.check ?? null,
  ladder: ladderPlaces(ladder),
})
