import { type CompiledRules, screen, type Screening, type ScreeningFacts } from '#screening';

/** Something about a rule set that is allowed and probably not meant. */
export interface RulesWarning {
  readonly code: 'refuses_ordinary_texts' | 'holds_ordinary_texts';
  readonly message: string;
}

/** What readers write anywhere, in several languages: nothing in it should keep a known writer waiting. */
const ORDINARY_TEXTS: readonly string[] = [
  'Thank you for this article, I did not know about the second harbour.',
  'I am not sure that the figures in the third paragraph are right.',
  'My grandmother lived in that street before the war.',
  'Has anybody been there this year? Is the ferry running again?',
  'That is a good point, but the council decided otherwise in May.',
  'No. They had ten years for it and did nothing.',
  'Danke für den Artikel, das habe ich so noch nirgends gelesen.',
  'Merci pour cet article, je ne connaissais pas cette histoire.',
  'Gracias, muy interesante. ¿Hay más información sobre el puerto?',
  'Obrigado pelo texto, gostei muito da última parte.',
  'Grazie, un articolo davvero utile per chi abita qui.',
  'Спасибо за статью, я об этом раньше не слышал.',
];
/** From this share of ordinary texts on a rule set is taken to refuse, or to hold, whatever comes. */
const REFUSED_SHARE = 0.25;
const HELD_SHARE = 0.5;

/**
 * What can be said of rules without any comment: whether they let ordinary texts of a writer pass whom everybody knows. A replay says
 * the same of real comments.
 */
export function rulesWarnings(rules: CompiledRules): RulesWarning[] {
  const screenings = ORDINARY_TEXTS.map((text) => screen(factsOf(text), rules, { stages: ['fast', 'slow'] }, () => 0));
  const refused = screenings.filter(({ verdict }) => verdict === 'reject' || verdict === 'spam');
  const held = screenings.filter(({ verdict }) => verdict === 'hold');
  const of = ORDINARY_TEXTS.length;
  const warnings: RulesWarning[] = [];
  if (refused.length >= of * REFUSED_SHARE) {
    const message = `These rules refuse ${refused.length} of ${of} ordinary sentences of a writer with a long record. ${because(refused)}`;
    warnings.push({ code: 'refuses_ordinary_texts', message });
  }
  if (held.length >= of * HELD_SHARE) {
    const message = `These rules hold ${held.length} of ${of} ordinary sentences of a writer with a long record: nearly everything will wait for a moderator. ${because(held)}`;
    warnings.push({ code: 'holds_ordinary_texts', message });
  }
  return warnings;
}

/** The first objection, in the words a moderator would read. */
function because(screenings: readonly Screening[]): string {
  const reasons = screenings.flatMap(({ reasons: [first], trace }) => {
    const entry = trace.find(({ reason }) => reason !== undefined && reason === first);
    return entry?.explanation === undefined ? [] : [`${entry.phase}: ${entry.explanation}`];
  });
  return reasons[0] ?? '';
}

function factsOf(text: string): ScreeningFacts {
  return {
    comment: { body: text, text, links: [], isReply: false, isEdit: false },
    author: {
      kind: 'account',
      name: 'Anna Berg',
      approvedCount: 1000,
      record: { decided: 1000, rejected: 0 },
      isTrusted: false,
    },
    place: { mode: 'open', moderation: 'post' },
  };
}
