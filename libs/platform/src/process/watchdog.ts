import { Worker } from 'node:worker_threads';

/** Hardly anything lives in it; without limits it would be given as much memory as the process. */
const THREAD = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8, codeRangeSizeMb: 4, stackSizeMb: 1 };
/** How often the process says that it is alive, and how often somebody listens, in milliseconds. */
const BEAT_MS = 250;

/**
 * What the thread does. It counts looks in vain and not milliseconds: a process that was stopped and goes on, with its threads, has
 * missed one look and not a minute.
 */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const beats = new Int32Array(workerData.beats);
let last = -1;
let missed = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  missed = now === last ? missed + 1 : 0;
  last = now;
  if (missed < workerData.most) return;
  writeSync(2, workerData.lastWords);
  process.kill(process.pid, 'SIGKILL');
}, workerData.beatMs);
`;

/**
 * Kills this process when its event loop stands still: a job that never lets go would otherwise hold every other job of the process for
 * ever, and its next worker after that (reliability.md F11). Who started the process starts it again.
 * @param blockedMs how long it may stand still; 0 switches the watchdog off.
 * @returns how to stop.
 */
export function startWatchdog(name: string, blockedMs: number): () => Promise<void> {
  if (blockedMs === 0) return () => Promise.resolve();
  const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const counter = new Int32Array(beats);
  const heart = setInterval(() => Atomics.add(counter, 0, 1), BEAT_MS);
  heart.unref();
  const thread = new Worker(WATCH, {
    eval: true,
    resourceLimits: THREAD,
    workerData: {
      beats,
      beatMs: BEAT_MS,
      most: Math.ceil(blockedMs / BEAT_MS),
      lastWords: `${name}: nothing else could run for ${blockedMs} ms; the process is killed, and its jobs go to the next one.\n`,
    },
  });
  thread.unref();
  return async () => {
    clearInterval(heart);
    await thread.terminate();
  };
}
