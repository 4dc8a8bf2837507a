import { useEffect, useState } from 'preact/hooks';

/** How many comments are drawn in one task. */
const STEP = 5;

/**
 * How many of a list are to be drawn: at first a few, then more and more in tasks of their own, so that none keeps the page from answering. Once all
 * were, all are.
 */
export function useGradually(count: number): number {
  const [drawn, setDrawn] = useState(STEP);
  useEffect(() => {
    if (count === 0 || drawn === Infinity) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + STEP < count ? drawn + STEP : Infinity));
    return () => clearTimeout(timer);
  }, [count, drawn]);
  return count === 0 ? Infinity : drawn;
}
