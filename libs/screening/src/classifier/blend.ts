/** How heads that were learnt for several kinds of texts are weighed: each by how much a text seems to be of its kind. */
export type Blend = Readonly<{
  /** What the head of each kind counts; 0 where a kind has none. Never negative, so that what raises a head raises the answer. */
  own: readonly number[];
  /** What the head that learnt from all kinds counts in texts of each; never negative. */
  common: readonly number[];
  /** Makes the kinds comparable. */
  offsets: readonly number[];
  /** How much more common each kind is on a site like this, as a logarithm. */
  priors: readonly number[];
  /** How far the head that tells each kind is trusted. */
  sharpness: readonly number[];
}>;

/** Where a blend finds what it weighs among the log-odds of a text. */
export type BlendHeads = Readonly<{
  /** The first of the heads that tell the kinds. */
  kinds: number;
  /** The first of the kinds' own heads. */
  own: number;
  /** The head that learnt from all. */
  common: number;
}>;

const FURTHEST = 30;

/**
 * How much more usual than all others a kind is that one was told of. What is surely of another kind is still seen, which does better in most
 * places than to take the word of one head alone (docs/decisions/0009).
 */
const TOLD_PRIOR = Math.log(3);

/** The same blend for texts of which it is known beforehand of which kind they most likely are. */
export function toldOf(blend: Blend, kind: number): Blend {
  const most = Math.max(...blend.priors);
  return { ...blend, priors: blend.priors.map((prior, at) => (at === kind ? most + TOLD_PRIOR : prior)) };
}

/** How much of a text is of each kind: fills `shares`, whose sum is 1. */
export function kindShares(blend: Blend, { kinds }: BlendHeads, logits: Float32Array, shares: Float32Array): void {
  let most = -Infinity;
  for (let kind = 0; kind < shares.length; kind++) {
    const logit = Math.max(-FURTHEST, Math.min(FURTHEST, logits[kinds + kind] ?? 0));
    const likely = (blend.sharpness[kind] ?? 0) * logit + (blend.priors[kind] ?? 0);
    shares[kind] = likely;
    most = Math.max(most, likely);
  }
  let sum = 0;
  for (let kind = 0; kind < shares.length; kind++) {
    shares[kind] = Math.exp((shares[kind] ?? 0) - most);
    sum += shares[kind] ?? 0;
  }
  for (let kind = 0; kind < shares.length; kind++) shares[kind] = (shares[kind] ?? 0) / sum;
}

/** The log-odds: what the heads say, by the shares of their kinds. */
export function blended(blend: Blend, heads: BlendHeads, logits: Float32Array, shares: Float32Array): number {
  const common = logits[heads.common] ?? 0;
  let sum = 0;
  for (let kind = 0; kind < shares.length; kind++) {
    const own = (blend.own[kind] ?? 0) * (logits[heads.own + kind] ?? 0);
    sum += (shares[kind] ?? 0) * (own + (blend.common[kind] ?? 0) * common + (blend.offsets[kind] ?? 0));
  }
  return sum;
}

/** How much each head moves the answer for a text with these shares: adds to `pulls`, one for each head. */
export function addPulls(blend: Blend, heads: BlendHeads, shares: Float32Array, pulls: Float32Array): void {
  for (let kind = 0; kind < shares.length; kind++) {
    const share = shares[kind] ?? 0;
    const own = blend.own[kind] ?? 0;
    if (own > 0) pulls[heads.own + kind] = (pulls[heads.own + kind] ?? 0) + share * own;
    pulls[heads.common] = (pulls[heads.common] ?? 0) + share * (blend.common[kind] ?? 0);
  }
}
