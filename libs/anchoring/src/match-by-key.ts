/**
 * Pairs the items of two lists that have the same key, one to one and in order within each key. Items already paired are passed over.
 * @param paired left index by right index; the pairs found are added to it.
 * @param used left indexes already paired; added to as well.
 * @param leftKey the key of a left item, or null for one that takes no part.
 * @param rightKey the key of a right item, or null for one that takes no part.
 */
export function matchByKey<Left, Right>(
  lefts: readonly Left[],
  rights: readonly Right[],
  paired: Map<number, number>,
  used: Set<number>,
  leftKey: (item: Left) => string | null,
  rightKey: (item: Right) => string | null,
): void {
  const queues = new Map<string, { indexes: number[]; next: number }>();
  lefts.forEach((item, index) => {
    const key = used.has(index) ? null : leftKey(item);
    if (key === null) {
      return;
    }
    const queue = queues.get(key);
    if (queue) {
      queue.indexes.push(index);
    } else {
      queues.set(key, { indexes: [index], next: 0 });
    }
  });
  rights.forEach((item, right) => {
    const key = paired.has(right) ? null : rightKey(item);
    const queue = key === null ? undefined : queues.get(key);
    const left = queue?.indexes[queue.next];
    if (queue && left !== undefined) {
      queue.next += 1;
      paired.set(right, left);
      used.add(left);
    }
  });
}
