import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { forgetExpired, ForgetExpired } from '#accounts';
import { forgetBands, ForgetBands, forgetKeys, ForgetKeys } from '#discussion';
import { indexWords, IndexWords } from '#moderation';
import { Handles, type JobContext, type JobHandler } from '#platform';

type Nothing = z.infer<typeof forgetExpired.payload>;

/** Removes verifications, sessions and setup links that have run out. */
@Injectable()
@Handles(forgetExpired)
export class ForgetExpiredHandler implements JobHandler<Nothing> {
  constructor(@Inject(ForgetExpired) private readonly forget: ForgetExpired) {}

  handle(_payload: Nothing, context: JobContext): Promise<void> {
    return this.forget.run(() => context.finish());
  }
}

/** Removes idempotency keys that have served. */
@Injectable()
@Handles(forgetKeys)
export class ForgetKeysHandler implements JobHandler<Nothing> {
  constructor(@Inject(ForgetKeys) private readonly forget: ForgetKeys) {}

  handle(_payload: Nothing, context: JobContext): Promise<void> {
    return this.forget.run(() => context.finish());
  }
}

/** Removes what near-duplicates of older days would be found by. */
@Injectable()
@Handles(forgetBands)
export class ForgetBandsHandler implements JobHandler<Nothing> {
  constructor(@Inject(ForgetBands) private readonly forget: ForgetBands) {}

  handle(_payload: Nothing, context: JobContext): Promise<void> {
    return this.forget.run(() => context.finish());
  }
}

/** Brings the words of new comments into the index of the search. */
@Injectable()
@Handles(indexWords)
export class IndexWordsHandler implements JobHandler<Nothing> {
  constructor(@Inject(IndexWords) private readonly index: IndexWords) {}

  handle(_payload: Nothing, context: JobContext): Promise<void> {
    return this.index.run(() => context.finish());
  }
}
