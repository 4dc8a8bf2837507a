import type { RecentFacts, ScreeningFacts, SiteFacts } from '../facts.js';
import { textKey } from '../fingerprint.js';
import { noOpinion, reaches, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** The same text again: by the same author within minutes (field.md b.1 phase 6), or anywhere on the site. */
export const repeats: Phase = { name: 'repeats', stage: 'slow', judge };

function judge({ comment, recent, site }: ScreeningFacts, { repeats: rules }: Rules): PhaseResult {
  if (!recent && !site) return skipped('recent');
  const found = [
    ...(recent ? [byAuthor(recent.sameTextByAuthor, rules)] : []),
    ...(site ? [onSite(site.sameTextAcrossSite, comment.text, rules)] : []),
  ];
  return (
    found.find(({ verdict }) => verdict === 'spam') ?? found.find(({ verdict }) => verdict === 'hold') ?? noOpinion
  );
}

function byAuthor(same: RecentFacts['sameTextByAuthor'], rules: Rules['repeats']): PhaseResult {
  if (same.lastSecondsAgo > rules.windowSeconds || rules.windowSeconds === 0) return noOpinion;
  const found = {
    detail: { count: same.count, lastSecondsAgo: same.lastSecondsAgo },
    explanation: `The writer posted this text ${same.count} time(s) before, last ${same.lastSecondsAgo} s ago.`,
  };
  if (reaches(same.count, rules.spamFrom)) return { verdict: 'spam', reason: 'many_repeats', ...found };
  return reaches(same.count, rules.holdFrom) ? { verdict: 'hold', reason: 'repeat', ...found } : noOpinion;
}

function onSite(same: SiteFacts['sameTextAcrossSite'], text: string, rules: Rules['repeats']): PhaseResult {
  const isElsewhere = same.count > 0 || same.markedSpam > 0;
  if (!isElsewhere || textKey(text).length < rules.siteMinLength) return noOpinion;
  const found = {
    detail: { count: same.count, authors: same.distinctAuthors, markedSpam: same.markedSpam },
    explanation: `This text stands ${same.count} time(s) on the site, by ${same.distinctAuthors} author(s); ${same.markedSpam} marked as spam.`,
  };
  if (reaches(same.markedSpam, rules.siteSpamFrom)) return { verdict: 'spam', reason: 'repeat_of_spam', ...found };
  if (rules.siteSpamFrom > 0 && same.markedSpam > 0) return { verdict: 'hold', reason: 'repeat_of_spam', ...found };
  return reaches(same.count, rules.siteHoldFrom) ? { verdict: 'hold', reason: 'repeat_on_site', ...found } : noOpinion;
}
