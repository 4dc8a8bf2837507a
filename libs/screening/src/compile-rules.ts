import type { Classifier } from './classifier/classifier.js';
import type { Rules } from './rules.js';
import { compileWordLists } from './words/compile-word-lists.js';
import type { WordList, WordListProblem } from './words/compile-word-lists.js';

/**
 * Rules with their word lists made ready and with what was learnt from examples, if anything was. Holds no state: one may serve
 * many comments at once.
 */
export type CompiledRules = Rules &
  Readonly<{ wordList: WordList; problems: readonly WordListProblem[]; learnt?: Classifier | undefined }>;

/**
 * Makes rules ready to screen with. 100,000 lines take well under two seconds, so it is done once for each rules version (see
 * `CompiledRulesCache`), never for each comment. Lines that cannot be used are left out and named in `problems`.
 */
export function compileRules(rules: Rules, learnt?: Classifier): CompiledRules {
  const { wordList, problems } = compileWordLists(rules.words);
  return { ...rules, wordList, problems, learnt };
}

const REMEMBERED = 50;

/** Compiled rules by their version and that of the classifier; the least recently used go first. */
export class CompiledRulesCache {
  private readonly compiled = new Map<string, CompiledRules>();

  constructor(private readonly limit = REMEMBERED) {}

  /** The compiled form of rules, compiled on first use of their version with that classifier. */
  get(rules: Rules, learnt?: Classifier): CompiledRules {
    const key = learnt ? `${rules.version} ${learnt.version}` : rules.version;
    const found = this.compiled.get(key) ?? compileRules(rules, learnt);
    this.compiled.delete(key);
    this.compiled.set(key, found);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > this.limit && oldest !== undefined) this.compiled.delete(oldest);
    return found;
  }
}
