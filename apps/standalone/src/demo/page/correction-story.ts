import type { AnchorProgress } from '#discussion';
import type { DemoTextName } from '../demo-article.js';

/** What is known of the text that is out. */
export interface PublishedText {
  readonly published: DemoTextName | undefined;
  readonly revision: number;
  /** What became of the remarks that were there before it. */
  readonly progress: AnchorProgress;
}

/** Says in a sentence or two which text is out, and what became of the remarks when it came. */
export function correctionStory({ published, revision, progress }: PublishedText): string {
  if (published === undefined)
    return `Revision ${revision} was pushed by the API and is not the paper’s own, so this page shows its first version.`;
  if (revision === 1)
    return 'You are reading the first version. Readers have commented on its words; publish the correction and see where their remarks go.';
  const what = published === 'corrected' ? 'The correction is out' : 'The first version is back';
  return `${what}, as revision ${revision}. ${whatBecame(progress)}`;
}

function whatBecame({ exact, moved, edited, split, orphaned, waiting }: AnchorProgress): string {
  const total = exact + moved + edited + split + orphaned;
  if (waiting > 0)
    return `${remarks(waiting)} ${waiting === 1 ? 'is' : 'are'} still being followed: load the page again.`;
  if (total === 0) return 'No reader had remarked on its words or sections.';
  if (total === exact) {
    return total === 1
      ? 'The 1 remark on its words and sections stands where its writer put it.'
      : `All ${remarks(total)} on its words and sections stand where their writers put them.`;
  }
  const parts = [
    `${exact} ${exact === 1 ? 'stands' : 'stand'} as before`,
    `${moved} moved along`,
    `${edited} ${edited === 1 ? 'is' : 'are'} beside reworded text`,
    `${split} ${split === 1 ? 'has its passage' : 'have their passages'} parted`,
    `${orphaned} lost the words ${orphaned === 1 ? 'it was' : 'they were'} about`,
  ].filter((part) => !part.startsWith('0 '));
  return `Of ${remarks(total)} on its words and sections, ${listed(parts)}.`;
}

function remarks(count: number): string {
  return count === 1 ? '1 remark' : `${count} remarks`;
}

function listed(parts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
}
