import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/**
 * How the form was filled in (field.md b.5: first post typed in under 3 s): a field that people cannot see, and the time it took. What
 * came without a form, by the API, is not judged, nor is an edit.
 */
export const form: Phase = { name: 'form', stage: 'fast', judge };

function judge({ comment }: ScreeningFacts, { form: rules }: Rules): PhaseResult {
  if (!comment.form || comment.isEdit) return noOpinion;
  if (comment.form.isTrapped && rules.trap !== 'off') return { verdict: rules.trap, reason: 'form_trap' };
  const { elapsedMs } = comment.form;
  if (elapsedMs === undefined || elapsedMs >= rules.minMilliseconds) return noOpinion;
  return {
    verdict: 'hold',
    reason: 'form_too_fast',
    detail: { elapsedMs, needed: rules.minMilliseconds },
    explanation: `Sent ${elapsedMs} ms after the form was opened; people need ${rules.minMilliseconds}.`,
  };
}
