import { ReadStatistics } from '../statistics/read-statistics.js';
import { PublishLogHead } from './publish-log-head.js';
import { ReadLog } from './read-log.js';
import { SealLog } from './seal-log.js';
import { VerifyLog } from './verify-log.js';

/** What the log and the figures made from it offer to others. */
export const logVerbs = [PublishLogHead, ReadLog, ReadStatistics, SealLog, VerifyLog];
