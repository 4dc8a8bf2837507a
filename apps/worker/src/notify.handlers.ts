import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  adoptSubscriptions,
  AdoptSubscriptions,
  askConfirmation,
  AskConfirmation,
  fanOutComment,
  FanOutComment,
  mailAddressed,
  mailAppealOutcome,
  mailOutcome,
  MailOutcome,
  mailVerification,
  MailVerification,
  requestSubscription,
  RequestSubscription,
} from '#notifications';
import { Handles, type JobContext, type JobHandler } from '#platform';

type FanOut = z.infer<typeof fanOutComment.payload>;
type Request = z.infer<typeof requestSubscription.payload>;
type Question = z.infer<typeof askConfirmation.payload>;
type Verification = z.infer<typeof mailVerification.payload>;
type Outcome = z.infer<typeof mailOutcome.payload>;
type Marking = z.infer<typeof mailAddressed.payload>;
type Appeal = z.infer<typeof mailAppealOutcome.payload>;
type Adoption = z.infer<typeof adoptSubscriptions.payload>;

/** Tells those who want to hear of a comment. */
@Injectable()
@Handles(fanOutComment)
export class FanOutCommentHandler implements JobHandler<FanOut> {
  constructor(@Inject(FanOutComment) private readonly fanOut: FanOutComment) {}

  handle(payload: FanOut, context: JobContext): Promise<void> {
    return this.fanOut.run(payload, () => context.finish());
  }
}

/** Turns a writer's "notify of" into a subscription. */
@Injectable()
@Handles(requestSubscription)
export class RequestSubscriptionHandler implements JobHandler<Request> {
  constructor(@Inject(RequestSubscription) private readonly request: RequestSubscription) {}

  handle(payload: Request, context: JobContext): Promise<void> {
    return this.request.run(payload, () => context.finish());
  }
}

/** Asks an address whether it wants what was asked for in its name. */
@Injectable()
@Handles(askConfirmation)
export class AskConfirmationHandler implements JobHandler<Question> {
  constructor(@Inject(AskConfirmation) private readonly ask: AskConfirmation) {}

  handle(payload: Question, context: JobContext): Promise<void> {
    return this.ask.run(payload, () => context.finish());
  }
}

/** Has a code and a link mailed. */
@Injectable()
@Handles(mailVerification)
export class MailVerificationHandler implements JobHandler<Verification> {
  constructor(@Inject(MailVerification) private readonly mail: MailVerification) {}

  handle(payload: Verification, context: JobContext): Promise<void> {
    return this.mail.run(payload, () => context.finish());
  }
}

/** Gives a guest's subscriptions to the person the guest turned out to be. */
@Injectable()
@Handles(adoptSubscriptions)
export class AdoptSubscriptionsHandler implements JobHandler<Adoption> {
  constructor(@Inject(AdoptSubscriptions) private readonly adopt: AdoptSubscriptions) {}

  handle(payload: Adoption, context: JobContext): Promise<void> {
    return this.adopt.run(payload, () => context.finish());
  }
}

/** Tells the writer of a rejected comment, and why. */
@Injectable()
@Handles(mailOutcome)
export class MailOutcomeHandler implements JobHandler<Outcome> {
  constructor(@Inject(MailOutcome) private readonly mail: MailOutcome) {}

  handle(payload: Outcome, context: JobContext): Promise<void> {
    return this.mail.decision(payload, () => context.finish());
  }
}

/** Tells a writer what became of an appeal. */
@Injectable()
@Handles(mailAppealOutcome)
export class MailAppealOutcomeHandler implements JobHandler<Appeal> {
  constructor(@Inject(MailOutcome) private readonly mail: MailOutcome) {}

  handle(payload: Appeal, context: JobContext): Promise<void> {
    return this.mail.appeal(payload, () => context.finish());
  }
}

/** Tells the writer of a remark that it was dealt with. */
@Injectable()
@Handles(mailAddressed)
export class MailAddressedHandler implements JobHandler<Marking> {
  constructor(@Inject(MailOutcome) private readonly mail: MailOutcome) {}

  handle(payload: Marking, context: JobContext): Promise<void> {
    return this.mail.addressed(payload, () => context.finish());
  }
}
