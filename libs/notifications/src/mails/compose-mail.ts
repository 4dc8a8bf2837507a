import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryKind } from '../deliveries/deliveries.js';
import { ComposeAddressed } from '../outcomes/compose-addressed.js';
import { ComposeOutcome } from '../outcomes/compose-outcome.js';
import { ComposeConfirmation } from './compose-confirmation.js';
import { ComposeNotification } from './compose-notification.js';
import { ComposeVerification } from './compose-verification.js';
import type { ComposedMail } from './composed-mail.js';

/** Writes a mail of any kind at the moment it is sent, from rows as they are then. */
@Injectable()
export class ComposeMail {
  constructor(
    @Inject(ComposeNotification) private readonly notification: ComposeNotification,
    @Inject(ComposeConfirmation) private readonly confirmation: ComposeConfirmation,
    @Inject(ComposeOutcome) private readonly outcome: ComposeOutcome,
    @Inject(ComposeAddressed) private readonly addressed: ComposeAddressed,
    @Inject(ComposeVerification) private readonly verification: ComposeVerification,
  ) {}

  async run(kind: DeliveryKind, subjectId: string): Promise<ComposedMail> {
    switch (kind) {
      case 'notification':
        return this.notification.run(subjectId);
      case 'outcome':
        return this.outcome.decision(subjectId);
      case 'appeal-outcome':
        return this.outcome.appeal(subjectId);
      case 'addressed':
        return this.addressed.run(subjectId);
      case 'subscription-confirmation':
        return this.confirmation.run(subjectId);
      case 'sign-in':
      case 'comment-verification':
        return this.verification.run(subjectId);
    }
  }
}
