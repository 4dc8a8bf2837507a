/** Turns log-odds into a probability that means what it says: 1 / (1 + exp(-(slope * logit + offset))). */
export type Calibration = Readonly<{ slope: number; offset: number }>;

/** The calibrated probability of log-odds. Rises with them. */
export function probabilityOf(logit: number, { slope, offset }: Calibration): number {
  return 1 / (1 + Math.exp(-(slope * logit + offset)));
}

/** Log-odds of a text that was held back, what the text is, and how much it counts. */
export type Judged = Readonly<{ logit: number; label: 0 | 1; weight: number }>;

const STEPS = 100;
const LEAST_SLOPE = 0.01;

/**
 * Platt's calibration (1999) on texts that were not learnt from, by Newton's method with the corrected targets of Lin, Lin and
 * Weng (2007). The slope is kept above zero, so that the order of texts stays.
 */
export function calibrate(judged: readonly Judged[]): Calibration {
  const spam = judged.reduce((sum, { label, weight }) => sum + label * weight, 0);
  const ham = judged.reduce((sum, { label, weight }) => sum + (1 - label) * weight, 0);
  const targets = [1 / (ham + 2), (spam + 1) / (spam + 2)] as const;
  let slope = 1;
  let offset = Math.log((spam + 1) / (ham + 1));
  for (let step = 0; step < STEPS; step++) {
    let [g1, g0, h11, h10, h00] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, label, weight } of judged) {
      const p = probabilityOf(logit, { slope, offset });
      const error = (p - targets[label]) * weight;
      const spread = Math.max(p * (1 - p), 1e-6) * weight;
      g1 += error * logit;
      g0 += error;
      h11 += spread * logit * logit;
      h10 += spread * logit;
      h00 += spread;
    }
    const determinant = h11 * h00 - h10 * h10;
    if (Math.abs(determinant) < 1e-12) break;
    const bySlope = (h00 * g1 - h10 * g0) / determinant;
    const byOffset = (h11 * g0 - h10 * g1) / determinant;
    const damp = Math.min(1, 2 / (Math.abs(bySlope) + Math.abs(byOffset) + 1e-9));
    slope = Math.max(LEAST_SLOPE, slope - damp * bySlope);
    offset -= damp * byOffset;
    if (Math.abs(bySlope) + Math.abs(byOffset) < 1e-7) break;
  }
  return { slope, offset };
}
