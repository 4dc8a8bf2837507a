import type { Statistics } from '#contracts';
import type { DecisionCause } from '#discussion';
import { BUCKETS_PER_DOUBLING } from './count-decisions.queries.js';

/** One sum of `SUMS`. */
export interface SumRow {
  readonly measure: string;
  readonly key: string;
  readonly at: Date | null;
  readonly n: number;
}

type Part<Name extends keyof Statistics> = Statistics[Name];
type Outcomes = Part<'volume'>[number]['people'];

const MAKER: Readonly<Record<DecisionCause, Part<'decisions'>[number]['maker']>> = {
  screening: 'system',
  rescreening: 'system',
  flags: 'system',
  verification: 'system',
  moderator: 'person',
  operator: 'person',
  undo: 'person',
  writer: 'writer',
};
const REFUSED = new Set(['rejected', 'spam']);
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const noOutcomes = (): Outcomes => ({ published: 0, pending: 0, rejected: 0, spam: 0, withdrawn: 0 });

function makerOf(cause: string): Part<'decisions'>[number]['maker'] {
  return (MAKER as Readonly<Record<string, Part<'decisions'>[number]['maker'] | undefined>>)[cause] ?? 'system';
}

/** A key of two words. The first may hold a colon, the second never does. */
function split(key: string): [string, string] {
  const at = key.lastIndexOf(':');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** The sums of a measure, whatever the day. */
function totals(rows: readonly SumRow[], measure: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) if (row.measure === measure) sums.set(row.key, (sums.get(row.key) ?? 0) + row.n);
  return sums;
}

/** What was decided on each day or hour on which anything was. */
export function volumeOf(rows: readonly SumRow[]): Part<'volume'> {
  const byTime = new Map<string, Part<'volume'>[number]>();
  for (const { measure, key, at, n } of rows) {
    if (at === null) continue;
    const time = at.toISOString();
    const day = byTime.get(time) ?? { at: time, comments: 0, system: noOutcomes(), people: noOutcomes() };
    byTime.set(time, day);
    if (measure === 'comment') day.comments += n;
    else addDecision(day, key, n);
  }
  return [...byTime.values()];
}

function addDecision(day: Part<'volume'>[number], key: string, n: number): void {
  const [cause, outcome] = split(key);
  const maker = makerOf(cause);
  const outcomes = maker === 'system' ? day.system : day.people;
  if (Object.hasOwn(outcomes, outcome)) outcomes[outcome as keyof Outcomes] += n;
}

/** Decisions by what caused them and what they said, the most frequent first. */
export function decisionsOf(rows: readonly SumRow[]): Part<'decisions'> {
  return [...totals(rows, 'decision')]
    .map(([key, count]) => {
      const [cause, outcome] = split(key);
      return { cause, maker: makerOf(cause), outcome, count };
    })
    .sort((left, right) => right.count - left.count);
}

/** Percentiles of waiting times, read from their buckets: the middle of the bucket in which the percentile lies. */
export function waitsOf(rows: readonly SumRow[]): Part<'timeToDecision'> {
  const buckets = [...totals(rows, 'wait')]
    .map(([key, count]): [number, number] => [Number(key), count])
    .sort(([left], [right]) => left - right);
  const count = buckets.reduce((sum, [, n]) => sum + n, 0);
  const at = (part: number): number | null => {
    let below = 0;
    for (const [bucket, n] of buckets) {
      below += n;
      if (below >= part * count) return 2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING);
    }
    return null;
  };
  return { count, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** How often people said of a text what screening had said. Held texts are in the table and in no share. */
export function agreementOf(rows: readonly SumRow[]): Part<'agreement'> {
  const table = [...totals(rows, 'agreement')].map(([key, count]) => {
    const [screening, person] = split(key);
    return { screening, person, count };
  });
  const sum = (holds: (row: (typeof table)[number]) => boolean) =>
    table.filter(holds).reduce((total, { count }) => total + count, 0);
  const objects = (screening: string) => screening !== 'publish';
  const agreed = sum(({ screening, person }) => screening !== 'hold' && objects(screening) === REFUSED.has(person));
  const disagreed = sum(({ screening, person }) => screening !== 'hold' && objects(screening) !== REFUSED.has(person));
  return { agreed, disagreed, rate: share(agreed, agreed + disagreed), table };
}

/** How right each phase's objections were, by people's word. */
export function phasesOf(rows: readonly SumRow[]): Part<'phases'> {
  const sums = totals(rows, 'phase');
  const names = [...new Set([...sums.keys()].map((key) => split(key)[0]))].sort();
  return names.map((name) => {
    const of = (what: string) => sums.get(`${name}:${what}`) ?? 0;
    const [refused, judged] = [of('refused'), of('refused') + of('kept')];
    const shadow = name.endsWith('~');
    return {
      phase: shadow ? name.slice(0, -1) : name,
      shadow,
      objected: of('objected'),
      judged,
      refused,
      precision: share(refused, judged),
    };
  });
}

/** What became of readers' flags. */
export function flagsOf(rows: readonly SumRow[]): Part<'flags'> {
  const sums = totals(rows, 'flag');
  return { upheld: sums.get('upheld') ?? 0, dismissed: sums.get('dismissed') ?? 0 };
}

/** What each moderator decided, the busiest first. Names are filled in by the caller. */
export function loadsOf(rows: readonly SumRow[]): NonNullable<Part<'moderators'>> {
  const people = new Map<string, NonNullable<Part<'moderators'>>[number]>();
  for (const [key, n] of totals(rows, 'moderator')) {
    const [id, outcome] = split(key);
    const load = people.get(id) ?? { id, name: null, decisions: 0, published: 0, rejected: 0, spam: 0 };
    load.decisions += n;
    if (outcome === 'published' || outcome === 'rejected' || outcome === 'spam') load[outcome] += n;
    people.set(id, load);
  }
  return [...people.values()].sort((left, right) => right.decisions - left.decisions);
}
