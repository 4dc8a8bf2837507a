import { Inject, Injectable } from '@nestjs/common';
import { PostingPlace, ScreeningRules } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { CommentJudge } from '../comment-judge.js';
import { AkismetClient } from './akismet-client.js';
import { DECIDED, SITES, TOLD } from './tell-akismet.queries.js';

interface DecidedRow {
  readonly id: string;
  readonly article_id: string;
  readonly comment_id: string;
  readonly revision: number;
  readonly to_status: 'published' | 'spam';
  readonly said: 'ham' | 'spam' | 'discard' | null;
}

const AT_ONCE = 20;
/** Decisions of the last seconds may still be joined by ones with smaller ids, and may be taken back. */
const SETTLED_MS = 60_000;

/** Tells Akismet where people decided against its answer, so that it learns. A decision that it does not take now is told later. */
@Injectable()
export class TellAkismet {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(CommentJudge) private readonly judging: CommentJudge,
    @Inject(AkismetClient) private readonly akismet: AkismetClient,
  ) {}

  /** Goes through the sites, some decisions of each. Remembers after every one how far it came. */
  async run(): Promise<void> {
    const sites = await this.database.query<{ site_id: string; last_decision: string }>(SITES);
    for (const { site_id: siteId, last_decision: last } of sites) {
      const before = new Date(this.clock.nowMs() - SETTLED_MS);
      const decided = await this.database.query<DecidedRow>(DECIDED, [siteId, last, before, AT_ONCE]);
      for (const row of decided) {
        if (!(await this.tell(row))) break;
        await this.database.execute(TOLD, [siteId, row.id]);
      }
    }
  }

  /** @returns false when Akismet did not take it, so that it is tried again. */
  private async tell(decided: DecidedRow): Promise<boolean> {
    const outcome = lessonOf(decided);
    if (outcome === undefined) return true;
    const payload = { articleId: decided.article_id, commentId: decided.comment_id };
    const place = await this.places.of(decided.article_id);
    const rules = await this.rules.of(place.site);
    const row = await this.database.transaction(() => this.judging.row(payload, rules));
    if (row?.revision !== decided.revision) return true;
    const facts = await this.judging.facts(row, place, rules);
    return this.akismet.report(outcome, {
      ...{ place, facts, commentId: payload.commentId, revision: row.revision, writtenAt: row.created_at },
      email: rules.akismet.sendsAddress ? (row.email ?? undefined) : undefined,
    });
  }
}

/** What Akismet was wrong about, or undefined when it was right or was not asked. */
function lessonOf({ to_status, said }: DecidedRow): 'spam' | 'ham' | undefined {
  if (said === 'ham' && to_status === 'spam') return 'spam';
  return (said === 'spam' || said === 'discard') && to_status === 'published' ? 'ham' : undefined;
}
