/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/**
 * Counts the tests of Vitest's JSON report. A file that could not be run at all counts as one failure; no report counts as one too.
 * @param {{ testResults: FileResult[] } | undefined} report
 */
export function countTests(report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map(({ status }) => status);
    counts.passed += statuses.filter((status) => status === 'passed').length;
    counts.failed += statuses.filter((status) => status === 'failed').length;
    counts.skipped += statuses.filter((status) => !['passed', 'failed'].includes(status)).length;
    if (file.status === 'failed' && !statuses.includes('failed')) counts.failed += 1;
  }
  return counts;
}
