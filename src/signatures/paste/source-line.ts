/**
 * Whether a line is program text or the report of a test: such lines name errors without any having happened. Only the
 * beginning counts, so that no message is taken for code for a word in its middle.
 */
export const isSource = (line: string): boolean => source.test(line.slice(0, 200))

const source = new RegExp(
  [
    // Statements of the usual languages.
    /^(?:[+-] ?)?(?:\d{1,5}[:|] ?)?(?:import|export|const|let|var|def|class|func|fn|pub|async|return|throw|raise|except|catch|try|finally|switch|case|if|elif|else|while|for|assert|await|use|using|package)\b ?[\w({['"*:.]{0,60}.{0,80}(?:[;{(:,]$|=>|===?|!==?| = |\(['"]|\bfrom\b|\bas\b)/,
    /^(?:[+-] ?)?[)}\]]{1,4}[;,]? ?(?:catch|else|finally)\b/,
    // Tests and what they report.
    /^(?:[+-] ?)?(?:it|test|describe|expect|assert\w{0,20}|self\.assert\w{1,30}|t\.\w{1,20}|raise\w{0,10})(?:\.\w{1,20}){0,3}\(/,
    /^(?:E {1,3})?(?:AssertionError|Expected|Received|expected|received|Actual|actual)\b/,
    /^(?:FAIL|PASS|FAILED|PASSED|--- FAIL|--- PASS|=== RUN|not ok|ok \d)\b/,
    /^[\u2713\u2714\u2715] /,
    /^E [-+?] /,
    // A call: exceptions begin with a capital, functions seldom do.
    /^(?:await )?[a-z_$][\w$.]{0,60}\((?:["'`)]|[fbr]["'])/,
    // Comments.
    /^(?:\/\/|\/\*|\* )/,
  ]
    .map(({ source: one }) => one)
    .join('|'),
)
