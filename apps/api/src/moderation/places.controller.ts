import { Body, Controller, Get, Inject, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { type EffectivePlace, SetPlaceRules } from '#articles';
import {
  ArticleIdParams,
  ArticlePlace,
  ChangedPlace,
  CommentParams,
  CurateCommentBody,
  CuratedComment,
  PlaceRulesChange,
  type PlaceState,
  SectionParams,
} from '#contracts';
import { CurateComment, PostingPlace } from '#discussion';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';

/** What moderators set for an article, a section or a thread: mode, state, slow mode; pins and features. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/articles/:articleId')
export class PlacesController {
  constructor(
    @Inject(SetPlaceRules) private readonly setRules: SetPlaceRules,
    @Inject(CurateComment) private readonly curate: CurateComment,
    @Inject(PostingPlace) private readonly places: PostingPlace,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What holds in a discussion',
    policy: 'thread.manage',
    response: ArticlePlace,
    limit: 'moderate',
  })
  async read(@Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams): Promise<ArticlePlace> {
    const { article, rules } = await this.places.of(articleId);
    return {
      rules: article.rules.article,
      sections: { ...article.rules.sections },
      threads: { ...article.rules.threads },
      effective: presentState(rules),
    };
  }

  @Patch()
  @Endpoint({
    summary: 'Set what holds in a discussion',
    policy: 'thread.manage',
    response: ChangedPlace,
    limit: 'moderate',
  })
  async changeArticle(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Body({ schema: PlaceRulesChange }) change: PlaceRulesChange,
  ): Promise<ChangedPlace> {
    const rules = await this.setRules.run(actor, { articleId }, change);
    return { rules, effective: presentState((await this.places.of(articleId)).rules) };
  }

  @Patch('sections/:sectionId')
  @Endpoint({
    summary: 'Set what holds in a section',
    policy: 'thread.manage',
    response: ChangedPlace,
    limit: 'moderate',
  })
  async changeSection(
    @CurrentActor() actor: Actor,
    @Param({ schema: SectionParams }) { articleId, sectionId }: SectionParams,
    @Body({ schema: PlaceRulesChange }) change: PlaceRulesChange,
  ): Promise<ChangedPlace> {
    const rules = await this.setRules.run(actor, { articleId, sectionId }, change);
    const place = await this.places.of(articleId);
    return { rules, effective: presentState(this.places.at(place, { sectionId }).rules) };
  }

  @Patch('comments/:id')
  @Endpoint({
    summary: 'Pin, feature or lock a comment',
    policy: 'thread.manage',
    response: CuratedComment,
    limit: 'moderate',
  })
  async changeComment(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) { articleId, id }: CommentParams,
    @Body({ schema: CurateCommentBody }) change: CurateCommentBody,
  ): Promise<CuratedComment> {
    const { isPinned, isFeatured, rules } = await this.curate.run(actor, { articleId, commentId: id }, change);
    return { pinned: isPinned, featured: isFeatured, rules };
  }
}

function presentState({ closedBy, closesAt, ...rules }: EffectivePlace): PlaceState {
  const { moderation, guests, state, slowModeSeconds } = rules;
  return {
    ...{ moderation, guests, state, slowModeSeconds },
    closedBy: closedBy ?? null,
    closesAt: closesAt?.toISOString() ?? null,
  };
}
