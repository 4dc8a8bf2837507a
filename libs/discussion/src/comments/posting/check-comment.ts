import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can } from '#accounts';
import { type AnchorRow, AnchorSource, type Spot } from '#articles';
import type { FormInput, GuestInput } from '#contracts';
import type { FormFact } from '#screening';
import {
  DiscussionClosed,
  DiscussionReadOnly,
  InputNotAllowed,
  TextNotAllowed,
  ThreadLocked,
} from '../../discussion.errors.js';
import { cleanBody, isVisible } from '../../rendering/clean-body.js';
import { type RenderedComment, renderMarkdown } from '../../rendering/render-markdown.js';
import { CommentAuthors } from './comment-authors.js';
import type { CheckedComment } from './comment-writer.js';
import { FastScreening, type FastScreeningInput } from './fast-screening.js';
import type { PostCommentInput } from './post-comment-input.js';
import { type ParentFacts, PostingFactsSource } from './posting-facts.js';
import { type Place, PostingPlace } from './posting-place.js';

/** Everything that can be said about a comment before anything is written. */
@Injectable()
export class CheckComment {
  constructor(
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(PostingFactsSource) private readonly facts: PostingFactsSource,
    @Inject(AnchorSource) private readonly anchors: AnchorSource,
    @Inject(CommentAuthors) private readonly authors: CommentAuthors,
    @Inject(FastScreening) private readonly screening: FastScreening,
  ) {}

  /** Loads, authorises, cleans, renders and screens. Writes nothing. Throws what `PostComment.run` names. */
  async run(actor: Actor, input: PostCommentInput): Promise<CheckedComment> {
    const whole = await this.places.of(input.articleId);
    assertMayPost(actor, whole);
    this.authors.check(actor, input.guest, whole);
    const { body, rendered } = readBody(input.body, whole);
    if (input.parentId !== undefined && input.anchor !== undefined) {
      throw new InputNotAllowed('anchor', 'A reply stands where its thread does. Leave the anchor out.');
    }
    const [{ parent, record, standing }, anchor] = await Promise.all([
      this.facts.of(actor, whole, input.parentId),
      this.anchorOf(input),
    ]);
    const place = this.places.at(whole, spotOf(parent, anchor));
    assertMayPost(actor, place);
    const form = formFact(input.form);
    const screening = await this.screening.judge({
      ...{ body, rendered, actor, record, place, form },
      ...writer(actor, input.guest),
      isReply: parent !== undefined,
      isEdit: false,
    });
    const { networkKey, notify = 'none' } = input;
    return { place, body, rendered, screening, parent, anchor, networkKey, notify, form, standing };
  }

  private async anchorOf({ articleId, anchor }: PostCommentInput): Promise<AnchorRow | undefined> {
    return anchor === undefined ? undefined : this.anchors.locate(articleId, anchor);
  }
}

/**
 * A comment's text, cleaned and rendered.
 * @throws {TextNotAllowed}
 */
export function readBody(typed: string, { site }: Place): { body: string; rendered: RenderedComment } {
  const body = cleanBody(typed, site.settings.maxLength);
  const rendered = renderMarkdown(body);
  if (!isVisible(rendered.text)) throw new TextNotAllowed('Write something that can be seen.');
  return { body, rendered };
}

/**
 * Whether the place takes comments of this actor.
 * @throws {DiscussionClosed} {DiscussionReadOnly} {ThreadLocked} and what `authorize` throws.
 */
export function assertMayPost(actor: Actor, { site, rules }: Place): void {
  authorize(actor, 'comment.post', { siteId: site.id, guests: rules.guests });
  if (rules.state === 'open' || can(actor, 'comment.post-closed', { siteId: site.id })) return;
  if (rules.closedBy === 'thread') throw new ThreadLocked();
  throw rules.state === 'closed' ? new DiscussionClosed(rules.closedBy) : new DiscussionReadOnly(rules.closedBy);
}

/** A reply stands where its thread does. */
function spotOf(parent: ParentFacts | undefined, anchor: AnchorRow | undefined): Spot {
  return parent === undefined
    ? { sectionId: anchor?.sectionId }
    : { sectionId: parent.sectionId, above: [...parent.path, parent.id] };
}

function writer(actor: Actor, guest: GuestInput | undefined): Pick<FastScreeningInput, 'name' | 'website' | 'email'> {
  const name = actor.kind === 'person' ? actor.name : (guest?.name ?? '');
  return { name, website: guest?.website, email: guest?.email };
}

function formFact(form: FormInput | undefined): FormFact | undefined {
  if (form === undefined) return undefined;
  const { elapsedMs, trap = '' } = form;
  return { isTrapped: trap !== '', ...(elapsedMs === undefined ? {} : { elapsedMs }) };
}
