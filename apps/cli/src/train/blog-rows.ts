import { type CorpusRow, readRows } from './corpus-rows.js';
import { clusterTexts } from './near-duplicates.js';

/** A comment of the blog corpus with the group it is held back with. */
export interface BlogRow {
  readonly row: CorpusRow;
  readonly spam: 0 | 1;
  readonly group: string;
}

/** The blog corpus without its doubtful rows. Threads that share a spam campaign are one group. */
export function readBlog(data: string): BlogRow[] {
  const rows = readRows(data, 'corpora/spam/haacked_blog.jsonl.gz');
  const clusters = clusterTexts(rows.map(({ text }) => text));
  const joined = new Map<string, string>();
  const groupOf = (thread: string): string => {
    let group = thread;
    for (let next = joined.get(group); next !== undefined; next = joined.get(group)) group = next;
    return group;
  };
  rows.forEach((row, at) => {
    if (row.label !== 'spam') return;
    const [one, other] = [groupOf(rows[clusters[at] ?? at]?.thread ?? ''), groupOf(row.thread ?? '')];
    if (one !== other) joined.set(one, other);
  });
  return rows.flatMap((row) => {
    if (row.label === 'ambiguous') return [];
    return [{ row, spam: row.label === 'spam' ? 1 : 0, group: groupOf(row.thread ?? '') }];
  });
}
