import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent } from './define-event.js';
import { defineJob } from './define-job.js';
import { JobCatalogue } from './job-catalogue.js';
import { defineSchedule } from './schedule.js';
import { subscribe } from './subscription.js';

const payload = z.object({ id: z.string() });
const screen = defineJob({ queue: 'screening', name: 'screen', payload });
const tell = defineJob({ queue: 'notify', name: 'tell', payload });
const posted = defineEvent({ name: 'posted', payload });
const edited = defineEvent({ name: 'edited', payload });
const onPosted = subscribe(posted, tell, ({ id }) => ({ id: `${id}!` }));

describe(JobCatalogue.name, () => {
  it('finds the subscribers of an event, and no others', () => {
    const catalogue = new JobCatalogue({ jobs: [screen, tell], subscriptions: [onPosted] });
    expect(catalogue.subscriptionsOf(posted).map((one) => one.job.name)).toEqual(['tell']);
    expect(catalogue.subscriptionsOf(edited)).toEqual([]);
  });

  it('turns an event into the payload of the job, and refuses what is not the event', () => {
    expect(onPosted.toPayload({ id: 'a' })).toEqual({ id: 'a!' });
    expect(() => onPosted.toPayload({ id: 1 })).toThrow();
  });

  it.each([
    ['two jobs of one name', { jobs: [screen, defineJob({ ...tell, name: 'screen' })] }, /Two jobs.*"screen"/],
    ['a subscription to a job not listed', { jobs: [screen], subscriptions: [onPosted] }, /"tell".*"posted"/],
    [
      'a schedule of a job not listed',
      { jobs: [tell], schedules: [defineSchedule({ id: 'daily', everyMs: 1000, job: screen, payload: { id: 'x' } })] },
      /"screen".*"daily"/,
    ],
  ])('refuses %s', (_what, tables, message) => {
    expect(() => new JobCatalogue(tables)).toThrow(message);
  });
});
