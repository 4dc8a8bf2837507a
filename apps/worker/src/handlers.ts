import { DeliverHandler, RecoverDeliveriesHandler } from './deliver.handlers.js';
import { AdoptCommentsHandler, FollowAsksHandler, PlaceAnchorsHandler } from './discussion.handlers.js';
import { PublishLogHeadHandler, SealLogHandler } from './log.handlers.js';
import { ForgetBandsHandler, ForgetExpiredHandler, ForgetKeysHandler, IndexWordsHandler } from './upkeep.handlers.js';
import {
  AdoptSubscriptionsHandler,
  AskConfirmationHandler,
  FanOutCommentHandler,
  MailAddressedHandler,
  MailAppealOutcomeHandler,
  MailOutcomeHandler,
  MailVerificationHandler,
  RequestSubscriptionHandler,
} from './notify.handlers.js';
import { ApplySanctionHandler, HandleFlagsHandler, HideFlaggedHandler } from './people.handlers.js';
import { ScreenCommentHandler, TellAkismetHandler } from './screening.handlers.js';
import { PlanLearningHandler, RunTaskHandler } from './task.handlers.js';

/** One handler for every job of `apps/work.ts`; start-up names what is missing. */
export const handlers = [
  AdoptCommentsHandler,
  AdoptSubscriptionsHandler,
  ApplySanctionHandler,
  AskConfirmationHandler,
  DeliverHandler,
  FanOutCommentHandler,
  FollowAsksHandler,
  ForgetBandsHandler,
  ForgetExpiredHandler,
  ForgetKeysHandler,
  HandleFlagsHandler,
  HideFlaggedHandler,
  IndexWordsHandler,
  MailAddressedHandler,
  MailAppealOutcomeHandler,
  MailOutcomeHandler,
  MailVerificationHandler,
  PlaceAnchorsHandler,
  PlanLearningHandler,
  PublishLogHeadHandler,
  RecoverDeliveriesHandler,
  RequestSubscriptionHandler,
  RunTaskHandler,
  ScreenCommentHandler,
  SealLogHandler,
  TellAkismetHandler,
];
