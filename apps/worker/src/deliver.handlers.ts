import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { deliver, Deliver, recoverDeliveries, RecoverDeliveries } from '#notifications';
import { Handles, type JobContext, type JobHandler } from '#platform';

type Delivery = z.infer<typeof deliver.payload>;
type Recovery = z.infer<typeof recoverDeliveries.payload>;

/** Sends one message. */
@Injectable()
@Handles(deliver)
export class DeliverHandler implements JobHandler<Delivery> {
  constructor(@Inject(Deliver) private readonly deliver: Deliver) {}

  handle(payload: Delivery, context: JobContext): Promise<void> {
    return this.deliver.run(payload, () => context.finish());
  }
}

/** Marks messages whose sending died halfway. */
@Injectable()
@Handles(recoverDeliveries)
export class RecoverDeliveriesHandler implements JobHandler<Recovery> {
  constructor(@Inject(RecoverDeliveries) private readonly recover: RecoverDeliveries) {}

  handle(_payload: Recovery, context: JobContext): Promise<void> {
    return this.recover.run(() => context.finish());
  }
}
