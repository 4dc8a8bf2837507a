import { Inject, Injectable } from '@nestjs/common';
import type { Actor, Standing } from '#accounts';
import type { Spot } from '#articles';
import type { Screening } from '#screening';
import type { RenderedComment } from '../../rendering/render-markdown.js';
import { assertMayPost, readBody } from './check-comment.js';
import { FastScreening } from './fast-screening.js';
import { PostingFactsSource } from './posting-facts.js';
import { type Place, PostingPlace } from './posting-place.js';

/** A changed text that passed every check. */
export interface CheckedEdit {
  readonly body: string;
  readonly rendered: RenderedComment;
  readonly screening: Screening;
  readonly standing: Standing | undefined;
}

/** Everything that can be said about a changed text before it is written. */
@Injectable()
export class CheckEdit {
  constructor(
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(PostingFactsSource) private readonly facts: PostingFactsSource,
    @Inject(FastScreening) private readonly screening: FastScreening,
  ) {}

  /**
   * Where the comment stands, if it takes comments of this actor.
   * @throws {ArticleNotFound} {DiscussionClosed} {DiscussionReadOnly} {ThreadLocked} and what `authorize` throws.
   */
  async place(actor: Actor, articleId: string, spot: Spot): Promise<Place> {
    const place = this.places.at(await this.places.of(articleId), spot);
    assertMayPost(actor, place);
    return place;
  }

  /** Cleans, renders and screens. @throws {TextNotAllowed} {Sanctioned} */
  async run(
    actor: Actor,
    place: Place,
    edit: { readonly body: string; readonly isReply: boolean },
  ): Promise<CheckedEdit> {
    const { body, rendered } = readBody(edit.body, place);
    const { record, standing } = await this.facts.of(actor, place, undefined);
    const name = actor.kind === 'person' ? actor.name : '';
    const { isReply } = edit;
    const screening = await this.screening.judge({ body, rendered, actor, name, record, place, isReply, isEdit: true });
    return { body, rendered, screening, standing };
  }

  /** Whether the new text may be public with the commit of the caller's transaction. */
  async maybePublic({ screening, standing }: CheckedEdit): Promise<boolean> {
    return screening.verdict === 'publish' && (await this.facts.stillStands(standing));
  }
}
