import { ChangeRules } from './change-rules.js';
import { ChangeSiteSettings } from './change-site-settings.js';
import { PastComments } from './past-comments.js';
import { PastJudge } from './past-judge.js';
import { PastWalk } from './past-walk.js';
import { ReadRules } from './read-rules.js';
import { ReadReplay } from './replay/read-replay.js';
import { ReplayRules } from './replay/replay-rules.js';
import { Replays } from './replay/replays.js';
import { StartReplay } from './replay/start-replay.js';
import { RescreenComments } from './rescreen/rescreen-comments.js';
import { SettleRescreened } from './rescreen/settle-rescreened.js';
import { StartRescreen } from './rescreen/start-rescreen.js';
import { ManageShadow } from './shadow/manage-shadow.js';
import { ShadowRules } from './shadow/shadow-rules.js';
import { SoundRules } from './sound-rules.js';
import { TestRules } from './test-rules.js';

/** What the doors call about rules. */
export const ruleVerbs = [
  ChangeRules,
  ChangeSiteSettings,
  ManageShadow,
  ReadReplay,
  ReadRules,
  StartReplay,
  StartRescreen,
  TestRules,
];

/** What those are made of. */
export const ruleParts = [
  PastComments,
  PastJudge,
  PastWalk,
  ReplayRules,
  Replays,
  RescreenComments,
  SettleRescreened,
  ShadowRules,
  SoundRules,
];
