import { Inject, Injectable } from '@nestjs/common';
import { type ArticleRow, ArticleText, type Site } from '#articles';
import { closedText, PostingPlace, ThreadQueries } from '#discussion';
import { Clock, newId } from '#kernel';
import { AppConfig } from '#platform';
import { PageRenderer } from '../pages/page-renderer.js';
import { articleParts } from './article-parts.js';
import { composer } from './composer.js';
import { discussionPosting } from './discussion-posting.js';
import { plainText } from './plain-text.js';
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

/** The comment that the form answers, and where it stands. */
interface AnsweredComment {
  readonly name: string;
  readonly text: string;
  readonly isQuestion: boolean;
  readonly sectionId: string | null;
  readonly above: readonly string[];
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
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** @throws {CommentNotFound} {InvalidCursor} */
  async run(input: ThreadPageInput): Promise<string> {
    const { params, site, article, view, form } = input;
    const links = new ThreadLinks(params, view);
    const { language } = site.settings;
    const headings = new Map(article.sections.map(({ id, heading }) => [id, heading]));
    const answered = form?.parentId ?? view.reply;
    const [thread, paragraphs, parent, place] = await Promise.all([
      this.reader.run(article.id, view, {
        ...{ links, language, headings },
        showsOldTexts: site.settings.oldTexts === 'public',
      }),
      this.text.paragraphs(article.id, article.revision),
      this.parent(article.id, answered),
      this.places.of(article.id),
    ]);
    const { state, moderation, closedBy } = this.places.at(place, {
      sectionId: parent === undefined ? view.section : parent.sectionId,
      above: parent?.above,
    }).rules;
    const notice =
      input.notice ?? (view.posted === undefined ? undefined : { text: POSTED[view.posted], isError: false });
    const frame = {
      title: `${article.title} – ${site.name}`,
      language,
      noindex: view.comment !== undefined,
      feed: links.feed(),
      structuredData: discussionPosting({
        publicUrl: this.config.publicUrl,
        path: links.plain,
        site,
        article,
        paragraphs,
        thread,
      }),
    };
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
      canPost: place.rules.state === 'open',
      canCompose: state === 'open',
      locked: thread.locked,
      closedText: state === 'open' ? undefined : closedText(state, closedBy ?? 'discussion'),
      waits: moderation === 'post' ? undefined : 'Every comment here is read by a moderator before it appears.',
      compose: composer(article, view, { newKey: newId(), now: this.clock.nowMs(), parent, form }),
    });
  }

  private async parent(articleId: string, id: string | undefined): Promise<AnsweredComment | undefined> {
    if (id === undefined) return undefined;
    const { comment, ancestors } = await this.threads.permalink(articleId, id);
    return {
      name: comment.authorName,
      text: plainText(comment.bodyHtml).slice(0, PARENT_CHARACTERS),
      isQuestion: comment.kind === 'question',
      sectionId: comment.sectionId,
      above: [...ancestors, comment].map((row) => row.id),
    };
  }
}
