/** Kinds of places whose spam differs; each has a head of its own for spam and one that tells how much a text is from there. */
export const places = ['blog', 'video', 'messages', 'chat', 'gambling'] as const;
/** A kind of place. */
export type Place = (typeof places)[number];
