import type { ArticleRow, Paragraph, Site } from '#articles';
import type { CommentCard } from './comment-card.js';
import { plainText } from './plain-text.js';
import type { ThreadCards } from './thread-reader.js';

/** How much of an article without an excerpt stands for it. */
const EXCERPT_CHARACTERS = 300;

/** What a page shows, and where. */
export interface PostingInput {
  readonly publicUrl: string;
  /** Path of the discussion's page. */
  readonly path: string;
  readonly site: Site;
  readonly article: ArticleRow;
  readonly paragraphs: readonly Paragraph[];
  readonly thread: ThreadCards;
}

/**
 * The discussion and the comments that a page shows as schema.org describes them (https://schema.org/DiscussionForumPosting), in JSON-LD
 * that may stand in a script element. A browser runs no script of this type, so no content policy has to allow it.
 */
export function discussionPosting({ publicUrl, path, site, article, paragraphs, thread }: PostingInput): string {
  const url = `${publicUrl}${path}`;
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    '@id': url,
    url,
    headline: article.title,
    text: article.excerpt ?? excerptOf(paragraphs),
    author:
      article.author === null
        ? { '@type': 'Organization', name: site.name }
        : { '@type': 'Person', name: article.author.name },
    datePublished: (article.publishedAt ?? article.createdAt).toISOString(),
    dateModified: article.revisedAt?.toISOString(),
    inLanguage: site.settings.language,
    isPartOf: { '@type': 'WebSite', name: site.name },
    sharedContent: { '@type': 'WebPage', url: article.url, headline: article.title },
    commentCount: thread.total,
    interactionStatistic: counter('CommentAction', thread.total),
    comment: thread.cards.flatMap((card) => comments(card, publicUrl)),
  };
  return inScript(posting);
}

/** A comment with its replies. The replies to one that was removed stand where it stood. */
function comments(card: CommentCard, publicUrl: string): object[] {
  const replies = card.replies.flatMap((reply) => comments(reply, publicUrl));
  if (card.isTombstone) return replies;
  const url = `${publicUrl}${card.permalink}`;
  return [
    {
      '@type': 'Comment',
      '@id': url,
      url,
      author: { '@type': 'Person', name: card.name },
      datePublished: card.createdAt,
      dateModified: card.editedAt,
      text: plainText(card.bodyHtml),
      upvoteCount: card.up,
      downvoteCount: card.down,
      interactionStatistic: [counter('LikeAction', card.up), counter('DislikeAction', card.down)],
      comment: replies.length === 0 ? undefined : replies,
    },
  ];
}

function counter(action: string, count: number): object {
  return {
    '@type': 'InteractionCounter',
    interactionType: { '@type': action },
    userInteractionCount: count,
  };
}

function excerptOf(paragraphs: readonly Paragraph[]): string {
  const text = paragraphs.find((paragraph) => paragraph.text !== '')?.text ?? '';
  const characters = Array.from(text);
  return characters.length <= EXCERPT_CHARACTERS ? text : `${characters.slice(0, EXCERPT_CHARACTERS).join('')}…`;
}

/** JSON without a `<`: nothing in it can end the script element or begin another. */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
