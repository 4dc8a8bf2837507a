import type { Head } from '../classifier.js';

/** What a site's own decisions add to one head of the base model: a byte for each bucket, as in the base model's file. */
export type SiteHead = Readonly<{ hashed: Int8Array; largest: number; dense: Float32Array }>;

/** What a site learnt on top of the base model. */
export type SiteWeights = Readonly<{ version: string }> & Readonly<Partial<Record<Head, SiteHead>>>;
