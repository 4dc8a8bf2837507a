/**
 * Shifts the clock of the process that imports it first, by SKEW_MS, and by SKEW_STEP_MS more on each SIGUSR2 (reliability.md (c),
 * harness). What counts milliseconds since the start, as `performance.now()` does, is left alone, as a machine's is.
 */
const RealDate = Date;
let skewMs = Number(process.env['SKEW_MS'] ?? '0');
const now = (): number => RealDate.now() + skewMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts: unknown[], newTarget) =>
    Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as object,
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});
process.on('SIGUSR2', () => {
  skewMs += Number(process.env['SKEW_STEP_MS'] ?? '0');
});
