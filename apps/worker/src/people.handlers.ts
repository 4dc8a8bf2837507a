import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { applySanction, ApplySanction, handleFlags, HandleFlags, hideFlagged, HideFlagged } from '#moderation';
import { Handles, type JobContext, type JobHandler } from '#platform';

/** Does to a person's comments what their sanction says. */
@Injectable()
@Handles(applySanction)
export class ApplySanctionHandler implements JobHandler<z.infer<typeof applySanction.payload>> {
  constructor(@Inject(ApplySanction) private readonly apply: ApplySanction) {}

  handle(payload: z.infer<typeof applySanction.payload>, context: JobContext): Promise<void> {
    return this.apply.run(payload, () => context.finish());
  }
}

/** Takes a comment from the public that readers have flagged enough. */
@Injectable()
@Handles(hideFlagged)
export class HideFlaggedHandler implements JobHandler<z.infer<typeof hideFlagged.payload>> {
  constructor(@Inject(HideFlagged) private readonly hide: HideFlagged) {}

  handle(payload: z.infer<typeof hideFlagged.payload>, context: JobContext): Promise<void> {
    return this.hide.run(payload, () => context.finish());
  }
}

/** Keeps the record of who flagged a comment that a moderator has decided on. */
@Injectable()
@Handles(handleFlags)
export class HandleFlagsHandler implements JobHandler<z.infer<typeof handleFlags.payload>> {
  constructor(@Inject(HandleFlags) private readonly flags: HandleFlags) {}

  handle(payload: z.infer<typeof handleFlags.payload>, context: JobContext): Promise<void> {
    return this.flags.run(payload, () => context.finish());
  }
}
