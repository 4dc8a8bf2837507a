import { FirstSchema1764000000000 } from './1764000000000-first-schema.js';
import { RateLimits1764000000001 } from './1764000000001-rate-limits.js';
import { AuditLog1764000000002 } from './1764000000002-audit-log.js';
import { SiteClassifiers1764000000100 } from './1764000000100-site-classifiers.js';
import { ScreeningRules1764000000200 } from './1764000000200-screening-rules.js';
import { Likeness1764000000201 } from './1764000000201-likeness.js';
import { SiteSecrets1764000000202 } from './1764000000202-site-secrets.js';
import { RuleSets1764000000300 } from './1764000000300-rule-sets.js';
import { LongTasks1764000000301 } from './1764000000301-long-tasks.js';
import { Replays1764000000302 } from './1764000000302-replays.js';
import { ShadowRules1764000000303 } from './1764000000303-shadow-rules.js';
import { DecisionsRemember1764000000400 } from './1764000000400-decisions-remember.js';
import { Desk1764000000401 } from './1764000000401-desk.js';
import { Appeals1764000000402 } from './1764000000402-appeals.js';
import { PlaceRules1764000000500 } from './1764000000500-place-rules.js';
import { Sanctions1764000000510 } from './1764000000510-sanctions.js';
import { FlagRecords1764000000520 } from './1764000000520-flag-records.js';
import { LogChain1764000000600 } from './1764000000600-log-chain.js';
import { ModerationStatistics1764000000601 } from './1764000000601-moderation-statistics.js';
import { JobCrashes1764000000602 } from './1764000000602-job-crashes.js';
import { AnchorLedger1764000000700 } from './1764000000700-anchor-ledger.js';
import { PublicCommentsOfSite1764000000710 } from './1764000000710-public-comments-of-site.js';
import { AddressedRemarks1764000000720 } from './1764000000720-addressed-remarks.js';
import { Questions1764000000730 } from './1764000000730-questions.js';

/** Every migration, oldest first. A new one is added here and nowhere else. */
export const migrations = [
  FirstSchema1764000000000,
  RateLimits1764000000001,
  AuditLog1764000000002,
  SiteClassifiers1764000000100,
  ScreeningRules1764000000200,
  Likeness1764000000201,
  SiteSecrets1764000000202,
  RuleSets1764000000300,
  LongTasks1764000000301,
  Replays1764000000302,
  ShadowRules1764000000303,
  DecisionsRemember1764000000400,
  Desk1764000000401,
  Appeals1764000000402,
  PlaceRules1764000000500,
  Sanctions1764000000510,
  FlagRecords1764000000520,
  LogChain1764000000600,
  ModerationStatistics1764000000601,
  JobCrashes1764000000602,
  AnchorLedger1764000000700,
  PublicCommentsOfSite1764000000710,
  AddressedRemarks1764000000720,
  Questions1764000000730,
];
