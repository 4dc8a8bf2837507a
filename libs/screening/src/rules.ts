import { ScreeningSettings } from '#contracts';
import type { Place } from './classifier/places.js';

/**
 * The rules of a site, as its settings give them (every field is described there; zero, `off` and empty switch off), under a name.
 * Plain data, so that a rule set can be stored, compared and replayed. Sources of the defaults: docs/screening.md.
 */
export type Rules = Readonly<ScreeningSettings> &
  Readonly<{
    /** Names this rule set; a trace keeps it. Two rule sets that differ have different versions, across sites too. */
    version: string;
  }>;

/** What kind of place a site says it is, as the classifier knows them; undefined where it does not say. */
export function placeOf({ classifier: { place } }: Pick<ScreeningSettings, 'classifier'>): Place | undefined {
  return place === 'any' ? undefined : place;
}

/** The rules of a site that set none. */
export const defaultRules: Rules = { ...ScreeningSettings.parse({}), version: 'default-3' };
