import type { ArticleRow } from '#articles';
import type { ThreadForm, ThreadView } from './thread-view.js';

/** What the form below a discussion shows. */
export interface Composer {
  readonly heading: string;
  readonly quote: string | undefined;
  readonly parentId: string | undefined;
  readonly idempotencyKey: string;
  /** When the page is made, in milliseconds since 1970. */
  readonly opened: number;
  readonly sections: readonly { readonly id: string; readonly heading: string }[];
  readonly notify: readonly { readonly value: string; readonly label: string }[];
  readonly values: Readonly<Record<'body' | 'name' | 'email' | 'website' | 'notify' | 'sectionId' | 'quote', string>>;
}

const NOTIFY = [
  { value: 'none', label: 'Nothing' },
  { value: 'replies', label: 'New replies to my comments' },
  { value: 'all', label: 'New follow-up comments' },
];

/**
 * The form, with what was typed when it comes back. `newKey` names this form: sent twice, it posts once.
 */
export function composer(
  article: ArticleRow,
  view: ThreadView,
  parts: {
    readonly newKey: string;
    readonly now: number;
    readonly parent?: { readonly name: string; readonly text: string; readonly isQuestion: boolean } | undefined;
    readonly form?: ThreadForm | undefined;
  },
): Composer {
  const { form, parent } = parts;
  return {
    heading: headingOf(parent),
    quote: parent?.text,
    parentId: form?.parentId ?? view.reply,
    idempotencyKey: form?.idempotencyKey ?? parts.newKey,
    opened: form?.opened ?? parts.now,
    sections: article.sections.map(({ id, heading }) => ({ id, heading })),
    notify: NOTIFY,
    values: {
      body: form?.body ?? '',
      name: form?.name ?? '',
      email: form?.email ?? '',
      website: form?.website ?? '',
      notify: form?.notify ?? 'none',
      sectionId: form?.sectionId ?? view.section ?? '',
      quote: form?.quote ?? '',
    },
  };
}

function headingOf(parent: { readonly name: string; readonly isQuestion: boolean } | undefined): string {
  if (parent === undefined) return 'Write a comment';
  return parent.isQuestion ? `Answer the question of ${parent.name}` : `Reply to ${parent.name}`;
}
