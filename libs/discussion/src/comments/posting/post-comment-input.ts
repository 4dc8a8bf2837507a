import type { AnchorInput, FormInput, GuestInput } from '#contracts';

/** A comment as somebody wants to post it. */
export interface PostCommentInput {
  readonly articleId: string;
  /** Markdown subset. */
  readonly body: string;
  readonly parentId?: string | undefined;
  /** Where a root stands; a reply stands where its root does. */
  readonly anchor?: AnchorInput | undefined;
  /** Who writes, when nobody is signed in. */
  readonly guest?: GuestInput | undefined;
  readonly notify?: 'none' | 'replies' | 'all' | undefined;
  /** How the form was filled in, where there was one. */
  readonly form?: FormInput | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Keyed hash of the writer's network. */
  readonly networkKey?: Buffer | undefined;
}
