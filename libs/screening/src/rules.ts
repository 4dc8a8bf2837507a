/** The thresholds of a site. Zero switches a rule off. Plain data, so that a rule set can be stored, compared and replayed. */
export type Rules = Readonly<{
  /** Names this rule set; a trace keeps it. Two rule sets that differ have different versions, across sites too. */
  version: string;
  newCommenter: Readonly<{
    /** Hold a person until this many of their comments were published (field.md b.1 phase 22; b.4 uses 2). */
    holdFirst: number;
  }>;
  links: Readonly<{
    /** Hold from this many links on (WordPress' `comment_max_links`, field.md b.5 "new user: 2 links"). */
    holdFrom: number;
    /** Spam from this many links on; far above what a sourced argument needs. */
    spamFrom: number;
    /** Hold from this many links on when the writer has no published comment yet (field.md b.5). */
    newCommenterHoldFrom: number;
  }>;
  words: Readonly<{
    /** Words and phrases that reject; `*` stands for any part of a word (field.md b.1 phase 16). */
    banned: readonly string[];
    /** Words and phrases that hold (field.md b.1 phase 16). */
    suspect: readonly string[];
  }>;
  repeats: Readonly<{
    /** How long an author's own text counts as repeated, in seconds (field.md b.4: 6 minutes). */
    windowSeconds: number;
    /** Hold from this many earlier equal comments of the author in the window on (field.md b.1 phase 6). */
    holdFrom: number;
    /** Spam from this many on. */
    spamFrom: number;
    /** Hold from this many equal comments of others on the site on. */
    siteHoldFrom: number;
    /** Spam from this many equal comments that people marked as spam on; one such comment holds. */
    siteSpamFrom: number;
    /** Shortest text that counts across the site, in folded characters: everybody may write "thank you". */
    siteMinLength: number;
  }>;
  flood: Readonly<{
    /** Hold above this many comments of one author in a minute (reliability.md D26 guards the door; this guards the page). */
    perMinute: number;
    /** Hold above this many comments of one author in an hour. */
    perHour: number;
    /** Hold above this many comments from one network in a minute; offices and schools share one. */
    networkPerMinute: number;
  }>;
  classifier: Readonly<{
    /** Spam from this probability on. */
    spamFrom: number;
    /** Hold from this probability of spam on. */
    holdFrom: number;
    /** Hold from this probability of abuse on. Abuse alone never rejects. */
    abuseHoldFrom: number;
  }>;
}>;

/** The rules of a site that set none. The same figures as the site settings' defaults in the contracts. */
export const defaultRules: Rules = {
  version: 'default-1',
  newCommenter: { holdFirst: 1 },
  links: { holdFrom: 2, spamFrom: 8, newCommenterHoldFrom: 1 },
  words: { banned: [], suspect: [] },
  repeats: { windowSeconds: 360, holdFrom: 1, spamFrom: 5, siteHoldFrom: 3, siteSpamFrom: 2, siteMinLength: 20 },
  flood: { perMinute: 6, perHour: 60, networkPerMinute: 20 },
  classifier: { spamFrom: 0.95, holdFrom: 0.8, abuseHoldFrom: 0.9 },
};
