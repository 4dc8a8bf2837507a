/** A moment, for people and for machines. */
export interface PageDate {
  readonly iso: string;
  readonly text: string;
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
const instant = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The day of a moment, e.g. `September 12, 2026`. */
export function pageDay(date: Date): PageDate {
  return { iso: date.toISOString(), text: day.format(date) };
}

/** A moment to the minute, in UTC. */
export function pageInstant(date: Date): PageDate {
  return { iso: date.toISOString(), text: `${instant.format(date)} UTC` };
}
