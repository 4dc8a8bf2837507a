import type { Rules } from './rules.js';
import { compileWordLists } from './words/compile-word-lists.js';
import type { WordList, WordListProblem } from './words/compile-word-lists.js';

/** Rules with their word lists made ready. Holds no state: one may serve many comments at once. */
export type CompiledRules = Rules & Readonly<{ wordList: WordList; problems: readonly WordListProblem[] }>;

/**
 * Makes rules ready to screen with. 100,000 lines take well under two seconds, so it is done once for each rules version (see
 * `CompiledRulesCache`), never for each comment. Lines that cannot be used are left out and named in `problems`.
 */
export function compileRules(rules: Rules): CompiledRules {
  const { wordList, problems } = compileWordLists(rules.words);
  return { ...rules, wordList, problems };
}

const REMEMBERED = 50;

/** Compiled rules by version; the least recently used go first. */
export class CompiledRulesCache {
  private readonly compiled = new Map<string, CompiledRules>();

  constructor(private readonly limit = REMEMBERED) {}

  /** The compiled form of rules, compiled on first use of their version. */
  get(rules: Rules): CompiledRules {
    const found = this.compiled.get(rules.version) ?? compileRules(rules);
    this.compiled.delete(rules.version);
    this.compiled.set(rules.version, found);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > this.limit && oldest !== undefined) this.compiled.delete(oldest);
    return found;
  }
}
