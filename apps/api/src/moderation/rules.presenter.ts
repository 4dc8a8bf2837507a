import type { RuleSetHead as StoredHead } from '#articles';
import type { RuleSet, RuleSetHead, RulesHistory, Trace } from '#contracts';
import type { DescribedRuleSet } from '#moderation';
import type { Screening } from '#screening';

/** A rule set. */
export function presentRuleSet(ruleSet: DescribedRuleSet): RuleSet {
  return {
    ...presentRuleSetHead(ruleSet),
    rules: ruleSet.rules,
    version: ruleSet.version,
    warnings: ruleSet.warnings.map(({ code, message }) => ({ code, message })),
  };
}

/** A page of the history. */
export function presentHistory(page: { items: readonly StoredHead[]; next: string | null }): RulesHistory {
  return { items: page.items.map(presentRuleSetHead), next: page.next };
}

/** What every phase said. */
export function presentScreening({ verdict, reasons, rulesVersion, trace }: Screening): Trace {
  return {
    verdict,
    reasons: [...reasons],
    rulesVersion,
    phases: trace.map((entry) => ({
      ...entry,
      spans: entry.spans?.map((span) => ({ ...span })),
      detail: entry.detail && { ...entry.detail },
    })),
  };
}

function presentRuleSetHead(head: StoredHead): RuleSetHead {
  return {
    number: head.number,
    state: head.state,
    note: head.note,
    madeBy: head.madeBy,
    madeAt: head.madeAt.toISOString(),
    activatedBy: head.activatedBy,
    activatedAt: head.activatedAt?.toISOString() ?? null,
  };
}
