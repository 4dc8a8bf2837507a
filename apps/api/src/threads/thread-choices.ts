import type { ArticleRow } from '#articles';
import type { CommentSort } from '#contracts';
import type { ThreadLinks } from './thread-links.js';
import type { ThreadView } from './thread-view.js';

/** A link that shows the discussion another way. */
export interface ThreadChoice {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

const SORTS: readonly (readonly [CommentSort, string])[] = [
  ['newest', 'Newest'],
  ['oldest', 'Oldest'],
  ['best', 'Best'],
  ['discussed', 'Most discussed'],
];

/** The orders; and what is shown: everything, remarks on passages, or the section that is read alone. */
export function threadChoices(
  article: ArticleRow,
  view: ThreadView,
  links: ThreadLinks,
): { orders: ThreadChoice[]; filters: ThreadChoice[] } {
  const isThread = view.comment === undefined;
  const orders = SORTS.map(([sort, label]) => ({
    label,
    href: links.to({ sort }),
    isCurrent: isThread && view.sort === sort,
  }));
  const isAll = isThread && view.section === undefined && view.anchored === undefined;
  const section = article.sections.find(({ id }) => id === view.section);
  const filters = [
    { label: 'View all comments', href: links.to({ section: undefined, anchored: undefined }), isCurrent: isAll },
    {
      label: 'Remarks on passages',
      href: links.to({ section: undefined, anchored: 'inline' }),
      isCurrent: view.anchored === 'inline',
    },
    ...(section === undefined
      ? []
      : [{ label: `On “${section.heading}”`, href: links.to({ section: section.id }), isCurrent: true }]),
  ];
  return { orders, filters };
}
