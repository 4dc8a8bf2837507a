import { rejectionReasons, type SiteSettings } from '#contracts';
import { reasonTexts } from '#screening';
import { UnknownReason } from '../desk.errors.js';

type Texts = Readonly<Record<string, string | undefined>>;
type Reasons = Pick<SiteSettings, 'reasons' | 'freeReasons'>;

/** Why readers' flags took a comment away, in words for its writer. */
const HIDDEN_BY_FLAGS = 'Readers have reported your comment. It waits for a moderator to read it.';

/** The reasons a moderator of a site can give, each with what the writer is told; the site's own words go before the list's. */
export function reasonCatalogue({ reasons }: Pick<SiteSettings, 'reasons'>): Record<string, string> {
  return { ...rejectionReasons, ...reasons };
}

/**
 * Ends a decision whose reason the site does not know, unless the site takes any.
 * @throws {UnknownReason} naming those that are known.
 */
export function assertKnownReason(reason: string | undefined, settings: Reasons): void {
  if (reason === undefined || settings.freeReasons) return;
  const catalogue = reasonCatalogue(settings);
  if (!Object.hasOwn(catalogue, reason)) throw new UnknownReason(reason, Object.keys(catalogue));
}

/**
 * What the writer is told of a moderator's reasons. A reason beyond the list is the moderators' own word and is not shown; neither is
 * a missing one.
 */
export function moderatorReasonTexts(
  codes: readonly string[],
  settings: Pick<SiteSettings, 'reasons'>,
): { code: string; text: string }[] {
  const texts: Texts = reasonCatalogue(settings);
  const known = codes.flatMap((code) => {
    const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
    return text === undefined ? [] : [{ code, text }];
  });
  return known.length > 0 ? known : [{ code: 'other', text: texts['other'] ?? rejectionReasons.other }];
}

/**
 * What the writer is told of the system's reasons: the weightiest one, which `combine` puts first, and not how it was found, since
 * that would say how to pass the next time.
 */
export function systemReasonTexts(codes: readonly string[], cause: string): { code: string; text: string }[] {
  if (cause === 'flags') return [{ code: 'flags', text: HIDDEN_BY_FLAGS }];
  const texts: Readonly<Record<string, { readonly writer: string } | undefined>> = reasonTexts;
  const code = codes.find((one) => Object.hasOwn(texts, one)) ?? 'no_opinion';
  return [{ code, text: (texts[code] ?? reasonTexts.no_opinion).writer }];
}
