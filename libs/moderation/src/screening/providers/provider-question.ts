import type { Place } from '#discussion';
import type { ScreeningFacts } from '#screening';

/** A comment as providers are told of it. */
export interface ProviderQuestion {
  readonly place: Place;
  readonly commentId: string;
  readonly revision: number;
  readonly facts: ScreeningFacts;
  readonly writtenAt: Date;
  /** Only where the site's rules let it be sent. */
  readonly email: string | undefined;
}
