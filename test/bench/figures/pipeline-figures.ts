import { baseClassifier, linksOf, plainText } from '#discussion';
import { compileRules, defaultRules, screen, type ScreeningFacts } from '#screening';
import { bounded, type Figure, median, percentile } from '../figure.js';
import type { BenchOptions } from '../options.js';

const WARM_UPS = 2000;
const TURNS = 5000;
const SENTENCE =
  'The harbour board measured the ice at forty places, and my neighbour (who worked there) says the figures are older than the editor thinks. ';
const WORD_LIST = 500;
const NOTE = `every phase on given facts, without database and HTTP, with ${WORD_LIST} banned and ${WORD_LIST} suspect words and the classifier that ships.`;

/** M3: the pure pipeline. */
export function measurePipeline(options: BenchOptions, tell: (figure: Figure) => void): void {
  const words = (letter: string): string[] =>
    Array.from({ length: WORD_LIST }, (_, at) => `${letter}word${at.toString(36)}`);
  const rules = compileRules({ ...defaultRules, words: { banned: words('b'), suspect: words('s') } }, baseClassifier());
  for (const length of [600, 10_000]) {
    const facts = factsOf(length);
    const run = (): void => {
      screen(facts, rules, { stages: ['fast', 'slow'] }, () => performance.now());
    };
    const results = Array.from({ length: options.runs }, () => timesOf(run, length > 1000 ? TURNS / 10 : TURNS));
    const p50 = results.map((times) => percentile(times, 0.5));
    const p99 = results.map((times) => percentile(times, 0.99));
    const name = `screening of ${length.toLocaleString('en')} characters`;
    const isLong = length > 1000;
    tell(
      bounded(
        { id: 'M3 p50', what: `${name}, p50`, unit: 'ms', ours: median(p50), note: NOTE, runs: { ours: p50 } },
        isLong ? 10 : 0.3,
      ),
    );
    tell(
      bounded(
        { id: 'M3 p99', what: `${name}, p99`, unit: 'ms', ours: median(p99), runs: { ours: p99 } },
        isLong ? 10 : 2,
      ),
    );
  }
}

function timesOf(run: () => void, turns: number): Float64Array {
  for (let turn = 0; turn < WARM_UPS / 10; turn += 1) run();
  return Float64Array.from({ length: turns }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
}

function factsOf(length: number): ScreeningFacts {
  const body = SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);
  return {
    comment: { body, text: plainText(body), links: linksOf(body), language: 'en', isReply: false, isEdit: false },
    author: {
      kind: 'verified',
      name: 'Ada Berg',
      approvedCount: 3,
      record: { decided: 3, rejected: 0 },
      isTrusted: false,
    },
    place: { mode: 'open', moderation: 'post' },
    recent: {
      sameTextByAuthor: { count: 0, lastSecondsAgo: 0 },
      byAuthorInWindow: 1,
      byAuthorInHour: 2,
      byNetworkInWindow: 1,
    },
    site: { sameTextAcrossSite: { count: 0, distinctAuthors: 0, markedSpam: 0 } },
  };
}
