import type { TokenisedText } from './tokenised-text.js';

/** Where each token of one revision stands in another. */
export interface Alignment {
  readonly before: TokenisedText;
  readonly after: TokenisedText;
  /** For each token of `before` its place in `after`; -1 where it is gone. */
  readonly forward: Int32Array;
  /** 1 for tokens of `after` that stand in `before` too. */
  readonly isOld: Uint8Array;
  /** 1 for tokens of `before` that stand elsewhere than where their block is now. */
  readonly isMoved: Uint8Array;
  /** 1 for blocks of `before` that stand in another order now, or in another section. */
  readonly isBlockMoved: Uint8Array;
}
