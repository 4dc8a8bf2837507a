import { describe, expect, it } from 'vitest';
import { clusterTexts } from './near-duplicates.js';

describe(clusterTexts, () => {
  it('puts copies together, also with other links, digits and cases, and leaves others alone', () => {
    const sentence = 'Please visit our wonderful web page about gardens and the flowers that grow in them';
    expect(
      clusterTexts([
        'Nothing to do with it',
        `${sentence} http://a.example/1`,
        `${sentence.toUpperCase()} http://b.example/2`,
        `Oh ${sentence}`,
        'Also something else entirely, about trains',
      ]),
    ).toEqual([0, 1, 1, 1, 4]);
  });

  it('takes short texts for copies only when they are equal', () => {
    expect(clusterTexts(['Thanks!', 'thanks', 'Thanks a lot', ''])).toEqual([0, 0, 2, 3]);
  });
});
