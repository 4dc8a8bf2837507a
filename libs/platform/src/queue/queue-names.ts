/** The queues, cut by latency and blast radius and not by feature (style.md 2.5). */
export const queueNames = ['screening', 'notify', 'deliver', 'maintenance'] as const;

/** The name of a queue. */
export type QueueName = (typeof queueNames)[number];
