import { Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Accepted, Cursor, DeadLetter, DeliveryAttention, Id } from '#contracts';
import { RecoverDeliveries } from '#notifications';
import { DeadLetters } from '#platform';
import { Endpoint } from '../access/endpoint.js';

const PageQuery = z.strictObject({ after: Cursor.optional() });
type PageQuery = z.infer<typeof PageQuery>;
const AttentionQuery = z.strictObject({
  state: z.enum(['unknown', 'failed']).default('unknown'),
  after: Id.optional(),
});
type AttentionQuery = z.infer<typeof AttentionQuery>;
const LetterParams = z.strictObject({ id: Id });
type LetterParams = z.infer<typeof LetterParams>;
const DeadLetterPage = z.strictObject({ items: z.array(DeadLetter), next: z.string().nullable() });
type DeadLetterPage = z.infer<typeof DeadLetterPage>;
const AttentionPage = z.strictObject({ items: z.array(DeliveryAttention), next: z.string().nullable() });
type AttentionPage = z.infer<typeof AttentionPage>;

const PAGE = 50;

/** What needs the operator: jobs that could not be done, and mail of which nobody knows whether it arrived. */
@ApiTags('Operations')
@Controller('api/v1/operations')
export class OperatorController {
  constructor(
    @Inject(DeadLetters) private readonly letters: DeadLetters,
    @Inject(RecoverDeliveries) private readonly deliveries: RecoverDeliveries,
  ) {}

  @Get('dead-letters')
  @Endpoint({ summary: 'Jobs that could not be done', policy: 'dead-letters.manage', response: DeadLetterPage })
  async list(@Query({ schema: PageQuery }) { after }: PageQuery): Promise<DeadLetterPage> {
    const page = await this.letters.list({ limit: PAGE, ...(after === undefined ? {} : { cursor: after }) });
    return {
      items: page.items.map(({ id, queue, name, reason, attempts, createdAt }) => ({
        id,
        queue,
        name,
        reason,
        attempts,
        createdAt: createdAt.toISOString(),
      })),
      next: page.nextCursor ?? null,
    };
  }

  @Post('dead-letters/:id/retry')
  @Endpoint({ summary: 'Try such a job again', policy: 'dead-letters.manage', response: Accepted })
  async retry(@Param({ schema: LetterParams }) { id }: LetterParams): Promise<Accepted> {
    await this.letters.retry(id);
    return { accepted: true };
  }

  @Delete('dead-letters/:id')
  @Endpoint({ summary: 'Give such a job up', policy: 'dead-letters.manage', response: Accepted })
  async discard(@Param({ schema: LetterParams }) { id }: LetterParams): Promise<Accepted> {
    await this.letters.discard(id);
    return { accepted: true };
  }

  @Get('deliveries')
  @Endpoint({ summary: 'Mail that failed or may have arrived', policy: 'dead-letters.manage', response: AttentionPage })
  async attention(@Query({ schema: AttentionQuery }) { state, after }: AttentionQuery): Promise<AttentionPage> {
    const rows = await this.deliveries.list(state, after ?? null, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    return {
      items: shown.map(({ id, kind, recipient, messageId, reason, attempts, createdAt }) => ({
        id,
        kind,
        recipient,
        messageId,
        state,
        reason,
        attempts,
        createdAt: createdAt.toISOString(),
      })),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  }
}
