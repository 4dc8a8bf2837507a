import { Inject, Injectable } from '@nestjs/common';
import { type ArticleRow, ArticleText, effectivePlace, type Site } from '#articles';
import { ThreadQueries } from '#discussion';
import { Clock, newId } from '#kernel';
import { PageRenderer } from '../pages/page-renderer.js';
import { articleParts } from './article-parts.js';
import { composer } from './composer.js';
import { threadChoices } from './thread-choices.js';
import { ThreadLinks } from './thread-links.js';
import { ThreadReader } from './thread-reader.js';
import type { ThreadForm, ThreadPageParams, ThreadView } from './thread-view.js';

/** What a page is made of. */
export interface ThreadPageInput {
  readonly params: ThreadPageParams;
  readonly site: Site;
  readonly article: ArticleRow;
  readonly view: ThreadView;
  /** What was typed, when it could not be posted. */
  readonly form?: ThreadForm;
  readonly notice?: { readonly text: string; readonly isError: boolean };
}

/** The longest part of an answered comment that stands above the form. */
const PARENT_CHARACTERS = 300;

const POSTED: Readonly<Record<NonNullable<ThreadView['posted']>, string>> = {
  published: 'Thank you. Your comment is public.',
  pending: 'Thank you. Your comment waits for a moderator: first comments are read before they appear.',
  'awaiting-verification': 'Thank you. Your comment waits until you confirm your address: look into your mail.',
};

/** Writes the page of a discussion: readable, sortable and postable without a script. */
@Injectable()
export class ThreadPageWriter {
  constructor(
    @Inject(ThreadReader) private readonly reader: ThreadReader,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(ArticleText) private readonly text: ArticleText,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws {CommentNotFound} {InvalidCursor} */
  async run(input: ThreadPageInput): Promise<string> {
    const { params, site, article, view, form } = input;
    const links = new ThreadLinks(params, view);
    const { language } = site.settings;
    const headings = new Map(article.sections.map(({ id, heading }) => [id, heading]));
    const [thread, paragraphs, parent] = await Promise.all([
      this.reader.run(article.id, view, { links, language, headings }),
      this.text.paragraphs(article.id, article.revision),
      this.parent(article.id, form?.parentId ?? view.reply),
    ]);
    const { state, moderation } = effectivePlace(site, article, this.clock.now());
    const notice =
      input.notice ?? (view.posted === undefined ? undefined : { text: POSTED[view.posted], isError: false });
    const frame = { title: `${article.title} – ${site.name}`, language, noindex: view.comment !== undefined };
    return this.pages.render('thread', frame, {
      here: links,
      site,
      article: {
        ...article,
        parts: articleParts(article, paragraphs, thread.sections, links),
        // Whoever has just posted is to see what became of it before anything else.
        open: notice === undefined && view.comment === undefined && view.after === undefined,
      },
      notice,
      total: thread.total,
      ...threadChoices(article, view, links),
      comments: thread.cards,
      emptyText: 'Nobody has written here yet.',
      nextHref: thread.next === null ? undefined : links.to({ after: thread.next }, '#comments-heading'),
      canPost: state === 'open',
      closedText: state === 'closed' ? 'It is closed.' : 'It can be read only.',
      waits: moderation === 'post' ? undefined : 'Every comment here is read by a moderator before it appears.',
      compose: composer(article, view, { newKey: newId(), parent, form }),
    });
  }

  private async parent(articleId: string, id: string | undefined): Promise<{ name: string; text: string } | undefined> {
    if (id === undefined) return undefined;
    const { comment } = await this.threads.permalink(articleId, id);
    const text = comment.bodyHtml
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return { name: comment.authorName, text: decodeEntities(text).slice(0, PARENT_CHARACTERS) };
  }
}

/** The renderer writes these four and no others. */
function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
