import { combine } from './combine.js';
import type { Combined } from './combine.js';
import type { CompiledRules } from './compile-rules.js';
import type { ScreeningFacts } from './facts.js';
import type { Phase, PhaseResult } from './phase.js';
import { phases } from './phases.js';

/** What one phase said, as moderators see it. `shadow` marks a phase on trial, whose word does not count. */
export type TraceEntry = PhaseResult & Readonly<{ phase: string; durationMs: number; shadow: boolean }>;

/** The outcome of a screening with everything all phases said. */
export type Screening = Combined & Readonly<{ trace: readonly TraceEntry[]; rulesVersion: string }>;

/** Which phases run. The phases themselves are given in tests only. */
export type ScreenOptions = Readonly<{ stages: readonly Phase['stage'][]; phases?: readonly Phase[] }>;

/**
 * Judges one comment (product.md section 4). Every phase of the stages runs and none stops the others; one that throws counts as
 * `hold` with the reason `phase_failed`, never as publication. The vote for publication comes from a fast phase: run both stages
 * for a final verdict, or `combine` the two traces.
 * @param now monotonic milliseconds, for durations only.
 */
export function screen(
  facts: ScreeningFacts,
  rules: CompiledRules,
  options: ScreenOptions,
  now: () => number,
): Screening {
  const trace = (options.phases ?? phases)
    .filter(({ stage }) => options.stages.includes(stage))
    .map((phase) => run(phase, facts, rules, now));
  return { ...combine(trace, facts.author), trace, rulesVersion: rules.version };
}

function run(phase: Phase, facts: ScreeningFacts, rules: CompiledRules, now: () => number): TraceEntry {
  const start = now();
  const result = judge(phase, facts, rules);
  return {
    phase: phase.name,
    ...result,
    durationMs: Math.max(0, now() - start),
    shadow: rules.shadow.includes(phase.name),
  };
}

function judge(phase: Phase, facts: ScreeningFacts, rules: CompiledRules): PhaseResult {
  try {
    return phase.judge(facts, rules);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    return {
      verdict: 'hold',
      reason: 'phase_failed',
      detail: { phase: phase.name, error: kind },
      explanation: `The phase "${phase.name}" failed (${kind}); read this comment as if it had objected.`,
    };
  }
}
