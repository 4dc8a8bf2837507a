import type { CommentRow, SiteComment } from '#discussion';
import { partId } from '#kernel';
import { type AtomEntry, atomLink, atomTime, urn } from './atom-feed.js';
import type { PublicLinks } from './public-links.js';
import { xml, type XmlElement } from './xml.js';

/** What an entry says of the article that its comment stands on. */
export type EntryArticle = Pick<SiteComment['article'], 'id' | 'key' | 'title' | 'url'>;

/** The id of the feed of an article's comments, which is not the article. */
export function threadFeedId(articleId: string): string {
  return partId(articleId, 'comments');
}

/**
 * A comment as an entry. What it answers is the comment above it, or the article (RFC 4685).
 * @param source where the feed mixes several discussions: which one it is from.
 */
export function commentEntry(
  row: CommentRow,
  article: EntryArticle,
  links: PublicLinks,
  source?: XmlElement,
): AtomEntry {
  const permalink = links.comment(article.key, row.id);
  const updated = row.editedAt ?? row.createdAt;
  const answered =
    row.parentId === null
      ? { ref: urn(article.id), href: article.url }
      : { ref: urn(row.parentId), href: links.comment(article.key, row.parentId) };
  const element = xml('entry', {}, [
    xml('id', {}, [urn(row.id)]),
    xml('title', {}, [`${row.authorName} on “${article.title}”`]),
    xml('author', {}, [xml('name', {}, [row.authorName])]),
    atomTime('published', row.createdAt),
    atomTime('updated', updated),
    atomLink('alternate', permalink, { type: 'text/html' }),
    xml('thr:in-reply-to', { ...answered, type: 'text/html' }),
    atomLink('replies', links.replies(article.key, row.id), {
      type: 'application/atom+xml',
      'thr:count': row.replyCount,
    }),
    source,
    xml('content', { type: 'html' }, [row.bodyHtml]),
  ]);
  return { updated, element };
}

/** A comment of one of a site's discussions as an entry that says which one (RFC 4287, 4.2.11). */
export function siteEntry({ comment, article }: SiteComment, links: PublicLinks): AtomEntry {
  const source = xml('source', {}, [
    xml('id', {}, [urn(threadFeedId(article.id))]),
    xml('title', {}, [article.title]),
    atomTime('updated', article.lastActivityAt),
    atomLink('self', links.ofThread(article.key, 'feed.atom'), { type: 'application/atom+xml' }),
    atomLink('alternate', links.thread(article.key), { type: 'text/html' }),
    atomLink('related', article.url, { type: 'text/html' }),
  ]);
  return commentEntry(comment, article, links, source);
}
