import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { DiscussionModule } from '#discussion';
import { QueueFeed } from './live/queue-feed.js';
import { QueueNews } from './live/queue-news.js';
import { learningParts, learningVerbs } from './learning/learning.providers.js';
import { logVerbs } from './log/log.providers.js';
import { orphanParts, orphanVerbs } from './orphans/orphans.providers.js';
import { peopleParts, peopleVerbs } from './people/people.providers.js';
import { reviewParts, reviewVerbs } from './review/review.providers.js';
import { ruleParts, ruleVerbs } from './rules/rules.providers.js';
import { HoldForPerson } from './screening/hold-for-person.js';
import { ScreenComment } from './screening/screen-comment.js';
import { TellAkismet } from './screening/providers/tell-akismet.js';
import { screeningParts } from './screening/screening.providers.js';
import { taskParts, taskVerbs } from './tasks/tasks.providers.js';

const verbs = [
  HoldForPerson,
  QueueFeed,
  ScreenComment,
  TellAkismet,
  ...learningVerbs,
  ...logVerbs,
  ...orphanVerbs,
  ...peopleVerbs,
  ...reviewVerbs,
  ...ruleVerbs,
  ...taskVerbs,
];
const parts = [
  QueueNews,
  ...learningParts,
  ...orphanParts,
  ...peopleParts,
  ...reviewParts,
  ...ruleParts,
  ...screeningParts,
  ...taskParts,
];

/** The moderators' desk: what screening decides, what waits for a person, and what people decide. */
@Module({
  imports: [AccountsModule, ArticlesModule, DiscussionModule],
  providers: [...verbs, ...parts],
  exports: verbs,
})
export class ModerationModule {}
