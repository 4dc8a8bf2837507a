import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { ModerationModule } from '#moderation';
import { Deliver } from './deliveries/deliver.js';
import { Deliveries } from './deliveries/deliveries.js';
import { DeliverySettings } from './deliveries/delivery-settings.js';
import { MailVerification } from './deliveries/mail-verification.js';
import { RecoverDeliveries } from './deliveries/recover-deliveries.js';
import { FanOutComment } from './fan-out/fan-out-comment.js';
import { ComposeConfirmation } from './mails/compose-confirmation.js';
import { ComposeMail } from './mails/compose-mail.js';
import { ComposeNotification } from './mails/compose-notification.js';
import { ComposeVerification } from './mails/compose-verification.js';
import { MailTemplates } from './mails/mail-templates.js';
import { ComposeAddressed } from './outcomes/compose-addressed.js';
import { ComposeOutcome } from './outcomes/compose-outcome.js';
import { MailOutcome } from './outcomes/mail-outcome.js';
import { AddSubscription } from './subscriptions/add-subscription.js';
import { AdoptSubscriptions } from './subscriptions/adopt-subscriptions.js';
import { AskConfirmation } from './subscriptions/ask-confirmation.js';
import { RequestSubscription } from './subscriptions/request-subscription.js';
import { Subscribe } from './subscriptions/subscribe.js';
import { SubscriptionLinks } from './subscriptions/subscription-links.js';

const verbs = [
  AdoptSubscriptions,
  AskConfirmation,
  Deliver,
  FanOutComment,
  MailOutcome,
  MailVerification,
  RecoverDeliveries,
  RequestSubscription,
  Subscribe,
  SubscriptionLinks,
];

/** Who wants to hear of what, and the mail that tells them. */
@Module({
  imports: [AccountsModule, ArticlesModule, ModerationModule],
  providers: [
    ...verbs,
    AddSubscription,
    ComposeAddressed,
    ComposeConfirmation,
    ComposeMail,
    ComposeNotification,
    ComposeOutcome,
    ComposeVerification,
    Deliveries,
    DeliverySettings,
    MailTemplates,
  ],
  exports: verbs,
})
export class NotificationsModule {}
