import { ChangeRules } from './change-rules.js';
import { ChangeSiteSettings } from './change-site-settings.js';
import { ReadRules } from './read-rules.js';
import { SoundRules } from './sound-rules.js';
import { TestRules } from './test-rules.js';

/** What the doors call about rules. */
export const ruleVerbs = [ChangeRules, ChangeSiteSettings, ReadRules, TestRules];

/** What those are made of. */
export const ruleParts = [SoundRules];
