import type { SiteSettings } from '#contracts';

/** A publisher's property that embeds discussions, as the rooms above read it. */
export interface Site {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Exact origins that may embed, e.g. `https://example.org`. */
  readonly origins: readonly string[];
  readonly settings: SiteSettings;
}
