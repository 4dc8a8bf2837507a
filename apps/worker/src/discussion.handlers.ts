import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { adoptComments, AdoptComments, followAsks, FollowAsks, PlaceAnchors, placeAnchors } from '#discussion';
import { Handles, type JobContext, type JobHandler } from '#platform';

type Payload = z.infer<typeof adoptComments.payload>;

/** Gives a guest's comments to the person the guest turned out to be. */
@Injectable()
@Handles(adoptComments)
export class AdoptCommentsHandler implements JobHandler<Payload> {
  constructor(@Inject(AdoptComments) private readonly adopt: AdoptComments) {}

  handle(payload: Payload, context: JobContext): Promise<void> {
    return this.adopt.run(payload, () => context.finish());
  }
}

/** Asks what an article's HTML asks. */
@Injectable()
@Handles(followAsks)
export class FollowAsksHandler implements JobHandler<z.infer<typeof followAsks.payload>> {
  constructor(@Inject(FollowAsks) private readonly asks: FollowAsks) {}

  handle(payload: z.infer<typeof followAsks.payload>, context: JobContext): Promise<void> {
    return this.asks.run(payload, () => context.finish());
  }
}

/** Follows an article's anchors into its newest text. */
@Injectable()
@Handles(placeAnchors)
export class PlaceAnchorsHandler implements JobHandler<z.infer<typeof placeAnchors.payload>> {
  constructor(@Inject(PlaceAnchors) private readonly anchors: PlaceAnchors) {}

  handle(payload: z.infer<typeof placeAnchors.payload>, context: JobContext): Promise<void> {
    return this.anchors.run(payload, () => context.finish(), context.signal);
  }
}
