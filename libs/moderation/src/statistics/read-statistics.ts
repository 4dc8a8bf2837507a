import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can } from '#accounts';
import type { Site } from '#articles';
import { type Statistics, STATISTICS_DAYS, type StatisticsQuery } from '#contracts';
import { Clock } from '#kernel';
import { Database, driverError } from '#platform';
import { StatisticsTooLong, UnknownTimeZone } from '../moderation.errors.js';
import { NAMES, QUEUE_AGES, SORT_IN_MEMORY, SUMS } from './read-statistics.queries.js';
import { agreementOf, decisionsOf, flagsOf, loadsOf, phasesOf, type SumRow, volumeOf, waitsOf } from './sums.js';

const SLOT_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const USUAL_DAYS = { day: 30, hour: 2 } as const;
/** PostgreSQL's invalid_parameter_value, of a zone that this machine's Node knows and PostgreSQL does not. */
const INVALID_PARAMETER = '22023';

interface AgesRow {
  readonly state: 'pending' | 'reported';
  readonly waiting: number;
  /** null when nothing waits. */
  readonly ages: readonly number[] | null;
  readonly oldest: number | null;
}

/** A stretch of time on the edges of quarters of an hour. */
interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** Adds up what moderation did. Reads counts, never decisions, so that it costs the same however many there are. */
@Injectable()
export class ReadStatistics {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws what `authorize` throws, {StatisticsTooLong} {UnknownTimeZone} */
  async run(actor: Actor, site: Site, query: StatisticsQuery): Promise<Statistics> {
    authorize(actor, 'statistics.read', { siteId: site.id });
    const { from, to } = this.stretch(query);
    const [sums, queue] = await Promise.all([this.sums(site.id, { from, to }, query), this.queue(site.id)]);
    return {
      site: site.key,
      from: from.toISOString(),
      to: to.toISOString(),
      zone: query.zone,
      by: query.by,
      volume: volumeOf(sums),
      decisions: decisionsOf(sums),
      timeToDecision: waitsOf(sums),
      queue,
      agreement: agreementOf(sums),
      phases: phasesOf(sums),
      flags: flagsOf(sums),
      moderators: can(actor, 'statistics.read-load', { siteId: site.id }) ? await this.loads(sums) : null,
    };
  }

  private stretch({ from, to, by }: StatisticsQuery): Stretch {
    const end = to === undefined ? this.clock.nowMs() : Date.parse(to);
    const start = from === undefined ? end - USUAL_DAYS[by] * DAY_MS : Date.parse(from);
    if (start >= end || end - start > STATISTICS_DAYS[by] * DAY_MS) throw new StatisticsTooLong(STATISTICS_DAYS[by]);
    return {
      from: new Date(Math.floor(start / SLOT_MS) * SLOT_MS),
      to: new Date(Math.ceil(end / SLOT_MS) * SLOT_MS),
    };
  }

  private async sums(siteId: string, { from, to }: Stretch, { by, zone }: StatisticsQuery): Promise<SumRow[]> {
    try {
      return await this.database.query<SumRow>(SUMS, [siteId, from, to, by, zone, ...wholeDays({ from, to })]);
    } catch (error) {
      if (driverError(error)?.code === INVALID_PARAMETER) throw new UnknownTimeZone();
      throw error;
    }
  }

  private async queue(siteId: string): Promise<Statistics['queue']> {
    const rows = await this.database.transaction(async () => {
      await this.database.query(SORT_IN_MEMORY);
      return this.database.query<AgesRow>(QUEUE_AGES, [siteId, this.clock.now()]);
    });
    return (['pending', 'reported'] as const).map((state) => {
      const row = rows.find((one) => one.state === state);
      const [p50 = null, p90 = null, p99 = null] = row?.ages ?? [];
      return { state, waiting: row?.waiting ?? 0, p50, p90, p99, oldest: row?.oldest ?? null };
    });
  }

  private async loads(sums: readonly SumRow[]): Promise<NonNullable<Statistics['moderators']>> {
    const loads = loadsOf(sums);
    const rows = await this.database.query<{ id: string; name: string }>(NAMES, [loads.map(({ id }) => id)]);
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return loads.map((load) => ({ ...load, name: names.get(load.id) ?? null }));
  }
}

/** The whole days in UTC within a stretch of time: where the first begins and the last ends. */
function wholeDays({ from, to }: Stretch): readonly [first: Date, last: Date] {
  const first = Math.ceil(from.getTime() / DAY_MS) * DAY_MS;
  const last = Math.floor(to.getTime() / DAY_MS) * DAY_MS;
  return first < last ? [new Date(first), new Date(last)] : [from, from];
}
