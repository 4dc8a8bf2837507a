import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { AppConfig } from '#platform';

/** The sender of every mail, and the time. */
@Injectable()
export class DeliverySettings {
  constructor(
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The sender as the operator wrote it: `Name <address>`. */
  get from(): string {
    return this.config.mailFrom;
  }

  now(): Date {
    return this.clock.now();
  }
}
