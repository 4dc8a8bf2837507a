import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { HoldForPerson, screenComment, ScreenComment, tellAkismet, TellAkismet } from '#moderation';
import { Handles, type JobContext, type JobHandler } from '#platform';

type Payload = z.infer<typeof screenComment.payload>;

/** Judges comments. One whose judging cannot succeed goes before a person. */
@Injectable()
@Handles(screenComment)
export class ScreenCommentHandler implements JobHandler<Payload> {
  constructor(
    @Inject(ScreenComment) private readonly screen: ScreenComment,
    @Inject(HoldForPerson) private readonly hold: HoldForPerson,
  ) {}

  handle(payload: Payload, context: JobContext): Promise<void> {
    return this.screen.run(payload, () => context.finish());
  }

  onDead(payload: Payload): Promise<void> {
    return this.hold.run(payload);
  }
}

/** Tells Akismet where people decided against its answer. What was told stays told: a repeated job goes on from there. */
@Injectable()
@Handles(tellAkismet)
export class TellAkismetHandler implements JobHandler<z.infer<typeof tellAkismet.payload>> {
  constructor(@Inject(TellAkismet) private readonly tell: TellAkismet) {}

  async handle(): Promise<void> {
    await this.tell.run();
  }
}
