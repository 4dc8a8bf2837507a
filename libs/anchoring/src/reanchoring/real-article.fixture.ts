import type { AnchorOutcome } from './placement.js';

/**
 * What a careful reader would say of remarks on one revision of the real article when they open the other. Written before the code that places
 * them. A passage is named by the block and the words in it, from 0, separated by spaces: `9:0-12`, or `1:70-2:5` where it
 * runs on. Where `to` is left out it is the same words of the same paragraph, whatever number that has now.
 */
export interface Expected {
  readonly at: string;
  readonly outcome: AnchorOutcome;
  readonly to?: string;
}

/** Which block each of the first revision's is in the second. The second has three more: 0, 7 and 32. */
export const BLOCKS_LATER: readonly number[] = [
  ...[1, 2, 3, 4, 5, 6],
  ...Array.from({ length: 24 }, (_, at) => at + 8),
];

const untouched = (...places: string[]): Expected[] => places.map((at) => ({ at, outcome: 'exact' }));

/** Remarks on the first revision, read in the second. */
export const LATER: readonly Expected[] = [
  // Whole paragraphs, at either end of the article and beside what changed.
  ...untouched('0:0-85', '2:0-46', '5:0-63', '7:0-33', '13:0-32', '25:0-0', '27:0-40', '29:0-86'),
  // Sentences.
  ...untouched('0:17-27', '1:0-9', '1:16-18', '4:13-60', '5:39-63', '8:7-22', '9:30-40', '12:0-16', '13:12-22'),
  ...untouched('13:23-32', '16:19-35', '17:13-22', '21:0-11', '22:66-81', '23:0-18', '24:33-50', '28:9-19', '29:65-86'),
  // Half sentences and quoted words.
  ...untouched('1:69-74', '4:70-82', '5:52-63', '9:49-56', '15:12-15', '16:5-11', '20:17-18', '28:8-10', '29:44-49'),
  // Words and phrases of which the article has many.
  ...untouched('1:8-9', '9:9-11', '7:29-30', '8:0-0', '11:3-3', '13:20-21', '18:8-9', '22:5-6', '16:60-60', '24:3-3'),
  // The numbers and dates that a correction might have touched and did not.
  ...untouched('0:48-51', '1:0-2', '10:9-10', '11:8-9', '27:16-20', '13:9-11'),
  // Runs over two and three paragraphs.
  ...untouched('1:69-2:5', '7:29-8:5', '12:35-13:11', '28:75-29:8', '8:30-10:8'),
  // Sentences beside the ones that were corrected.
  ...untouched('26:0-15', '26:16-28', '26:37-45', '26:33-35'),
  // A sentence with the one after which another was added.
  ...untouched('13:11-32'),
  // The reworded heading, whole and in part, and with the paragraph below.
  { at: '6:0-2', outcome: 'edited', to: '8:0-3' },
  { at: '6:1-2', outcome: 'exact', to: '8:2-3' },
  { at: '6:2-2', outcome: 'exact', to: '8:3-3' },
  { at: '6:0-7:33', outcome: 'edited', to: '8:0-9:33' },
  // Figures that were put right: alone, with their sentence, with their paragraph.
  { at: '26:30-30', outcome: 'edited', to: '28:30-30' },
  { at: '26:29-30', outcome: 'edited', to: '28:29-30' },
  { at: '26:16-30', outcome: 'edited', to: '28:16-30' },
  { at: '26:31-32', outcome: 'edited', to: '28:31-32' },
  { at: '26:31-36', outcome: 'edited', to: '28:31-36' },
  { at: '26:26-36', outcome: 'edited', to: '28:26-36' },
  { at: '26:0-45', outcome: 'edited', to: '28:0-45' },
  { at: '26:30-45', outcome: 'edited', to: '28:30-45' },
];

/** Remarks on the second revision, read when the first is back. */
export const EARLIER: readonly Expected[] = [
  // What was added has no place, however often its words stand elsewhere.
  { at: '0:0-2', outcome: 'orphaned' },
  { at: '7:0-25', outcome: 'orphaned' },
  { at: '7:3-4', outcome: 'orphaned' },
  { at: '7:22-25', outcome: 'orphaned' },
  { at: '15:33-41', outcome: 'orphaned' },
  { at: '15:37-39', outcome: 'orphaned' },
  { at: '32:0-20', outcome: 'orphaned' },
  { at: '32:0-0', outcome: 'orphaned' },
  { at: '32:10-12', outcome: 'orphaned' },
  { at: '31:80-32:20', outcome: 'orphaned' },
  // Most of it is there, without the sentence that was added.
  { at: '15:0-41', outcome: 'edited', to: '13:0-32' },
  { at: '15:23-36', outcome: 'edited', to: '13:23-32' },
  // The old figures.
  { at: '28:30-30', outcome: 'edited', to: '26:30-30' },
  { at: '28:31-36', outcome: 'edited', to: '26:31-36' },
  { at: '28:0-45', outcome: 'edited', to: '26:0-45' },
  { at: '8:0-3', outcome: 'edited', to: '6:0-2' },
  // All else.
  { at: '15:0-32', outcome: 'exact', to: '13:0-32' },
  { at: '28:16-28', outcome: 'exact', to: '26:16-28' },
  { at: '1:0-85', outcome: 'exact', to: '0:0-85' },
  { at: '6:39-63', outcome: 'exact', to: '5:39-63' },
  { at: '31:65-86', outcome: 'exact', to: '29:65-86' },
  { at: '11:9-11', outcome: 'exact', to: '9:9-11' },
];
