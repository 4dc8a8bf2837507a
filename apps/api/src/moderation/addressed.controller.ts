import { Body, Controller, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { AddressedBody, AddressedState, CommentParams } from '#contracts';
import { AddressRemark } from '#discussion';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';

/** Remarks that a revision of their article has dealt with. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/articles/:articleId/comments/:id/addressed')
export class AddressedController {
  constructor(@Inject(AddressRemark) private readonly address: AddressRemark) {}

  @Put()
  @Endpoint({
    summary: 'Say that a revision of the article deals with a remark, or reopen it',
    policy: 'thread.manage',
    response: AddressedState,
    limit: 'moderate',
  })
  async mark(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) { articleId, id }: CommentParams,
    @Body({ schema: AddressedBody }) body: AddressedBody,
  ): Promise<AddressedState> {
    const { state, revision, at } = await this.address.run(actor, { articleId, commentId: id }, body);
    return { state, revision, at: at?.toISOString() ?? null };
  }
}
