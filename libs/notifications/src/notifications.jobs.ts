import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';

/** Finds who wants to hear of a comment and writes one notification each. */
export const fanOutComment = defineJob({
  queue: 'notify',
  name: 'fan-out-comment',
  payload: z.strictObject({ articleId: Id, commentId: Id, decisionId: Id.optional() }),
});

/** A writer asked, while posting, to hear of answers. */
export const requestSubscription = defineJob({
  queue: 'notify',
  name: 'request-subscription',
  payload: z.strictObject({ articleId: Id, personId: Id, kind: z.enum(['replies', 'all']) }),
});

/** An address that nobody has confirmed is to be asked whether a subscription is wanted. */
export const askConfirmation = defineJob({
  queue: 'notify',
  name: 'ask-confirmation',
  payload: z.strictObject({ subscriptionId: Id }),
});

/** A code and a link are to be mailed. */
export const mailVerification = defineJob({
  queue: 'notify',
  name: 'mail-verification',
  payload: z.strictObject({ verificationId: Id }),
});

/** A guest turned out to be a known person: what the guest asked to hear of is theirs. */
export const adoptSubscriptions = defineJob({
  queue: 'notify',
  name: 'adopt-subscriptions',
  payload: z.strictObject({ personId: Id, guestId: Id }),
});

/** The writer of a comment that was rejected is to be told, and why. */
export const mailOutcome = defineJob({
  queue: 'notify',
  name: 'mail-outcome',
  payload: z.strictObject({ articleId: Id, commentId: Id, decisionId: Id }),
});

/** A writer is to be told what became of an appeal. */
export const mailAppealOutcome = defineJob({
  queue: 'notify',
  name: 'mail-appeal-outcome',
  payload: z.strictObject({ appealId: Id }),
});

/** The writer of a remark that was dealt with is to be told. */
export const mailAddressed = defineJob({
  queue: 'notify',
  name: 'mail-addressed',
  payload: z.strictObject({ articleId: Id, addressedId: Id }),
});

/** One message leaves. */
export const deliver = defineJob({
  queue: 'deliver',
  name: 'deliver',
  payload: z.strictObject({ deliveryId: Id }),
  timeoutMs: 60_000,
});

/** Deliveries that died while the mail server had the text are marked for the operator. */
export const recoverDeliveries = defineJob({
  queue: 'maintenance',
  name: 'recover-deliveries',
  payload: z.strictObject({}),
});

/** Every job of this room. */
export const notificationJobs = [
  fanOutComment,
  requestSubscription,
  askConfirmation,
  mailVerification,
  adoptSubscriptions,
  mailOutcome,
  mailAppealOutcome,
  mailAddressed,
  deliver,
  recoverDeliveries,
];
