import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { type Site, SiteDirectory, SiteList } from '#articles';
import { QueueState } from '#contracts';
import { reasonCatalogue, ReviewQueue, type ReviewQueueItem } from '#moderation';
import { reasonTexts } from '#screening';
import { PageRenderer } from '../pages/page-renderer.js';

/** What a moderator looks at. */
export interface QueueView {
  readonly site?: string | undefined;
  readonly state: QueueState;
  readonly after?: string | undefined;
  readonly done?: 'applied' | 'stale' | undefined;
}

const SHOWN = 25;
const HEADINGS: Readonly<Record<QueueState, string>> = {
  pending: 'Pending',
  reported: 'Reported',
  unmoderated: 'Published unseen',
  published: 'Published',
  rejected: 'Rejected',
  spam: 'Spam',
  orphaned: 'Passage gone',
  appealed: 'Appeals',
};
const DONE = {
  applied: 'Done.',
  stale: 'Nothing was changed: the comment is another one by now. Read it again.',
} as const;

/** Writes the moderators' queue as a page. */
@Injectable()
export class QueuePages {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SiteList) private readonly list: SiteList,
    @Inject(ReviewQueue) private readonly queue: ReviewQueue,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
  ) {}

  /**
   * A page of one queue of a site; of the first site that the moderator works for when none is named.
   * @throws what `authorize` throws, {SiteNotFound}, {InvalidCursor}.
   */
  async run(actor: Actor, view: QueueView): Promise<string> {
    const site = await this.site(actor, view.site);
    authorize(actor, 'moderation.queue', { siteId: site.id });
    const page = await this.queue.page(site.id, { state: view.state, sort: 'urgent', limit: SHOWN, after: view.after });
    const link = (change: Record<string, string>) =>
      `/dashboard?${new URLSearchParams({ site: site.key, state: view.state, ...change }).toString()}`;
    return this.pages.render(
      'queue',
      { title: `${HEADINGS[view.state]} – ${site.name}`, noindex: true },
      {
        moderator: actor.kind === 'person' ? actor.name : '',
        site: site.key,
        state: view.state,
        heading: `${HEADINGS[view.state]}: ${site.name}`,
        queues: QueueState.options.map((state) => ({
          label: HEADINGS[state],
          href: link({ state }),
          isCurrent: state === view.state,
        })),
        notice: view.done === undefined ? undefined : DONE[view.done],
        items: page.items.map((item) => card(item)),
        emptyText: 'Nothing here. Comments that wait for a person appear by themselves; reload to look again.',
        rejectReasons: Object.keys(reasonCatalogue(site.settings)),
        nextHref: page.next === null ? undefined : link({ after: page.next }),
      },
    );
  }

  private async site(actor: Actor, key: string | undefined): Promise<Site> {
    if (key !== undefined) return this.sites.byKey(key);
    const first = await this.list.firstFor(actor.kind === 'person' ? actor.roles.map(({ siteId }) => siteId) : []);
    return this.sites.byId(first);
  }
}

/** Reasons of flags and of failed jobs are no codes of screening and speak for themselves. */
function reasonText(reason: string): string {
  const texts: Readonly<Record<string, { readonly moderator: string } | undefined>> = reasonTexts;
  return texts[reason]?.moderator ?? reason;
}

const CHOICES = [
  { outcome: 'publish', label: 'Publish' },
  { outcome: 'reject', label: 'Reject' },
  { outcome: 'spam', label: 'Spam' },
];

function card(item: ReviewQueueItem): object {
  const { comment, article } = item;
  return {
    id: comment.id,
    articleId: comment.articleId,
    revision: comment.revision,
    author: comment.authorName,
    kind: `${comment.authorKind}, ${item.record.published} published, ${item.record.rejected} rejected`,
    article: article.title,
    articleHref: article.url,
    since: item.waitingSince.toISOString(),
    sinceText: item.waitingSince.toISOString().replace('T', ' ').slice(0, 16),
    parent: item.parent === null ? undefined : `In answer to ${item.parent.authorName}`,
    quote: comment.quote?.exact,
    bodyHtml: comment.bodyHtml,
    reasons: [
      ...item.reasons.map(reasonText),
      ...item.flags.map((flag) => `Reported as ${flag.reason}${flag.detail === null ? '' : `: ${flag.detail}`}`),
    ],
    trace: (item.trace?.phases ?? []).map((entry) => ({
      phase: entry.phase,
      verdict: entry.verdict,
      why: entry.explanation ?? '',
      time: `${entry.durationMs.toFixed(2)} ms`,
    })),
    choices: CHOICES,
  };
}
