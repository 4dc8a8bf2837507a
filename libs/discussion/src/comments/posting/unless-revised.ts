import { ArticleRevisedMeanwhile } from '../../discussion.errors.js';

/** How often something is placed when pushes come between; each takes a push in the same few milliseconds. */
const TRIES = 3;

/**
 * Places something in an article's text, and again in its new text when a push came between.
 * @throws {ArticleRevisedMeanwhile} when one came between every time.
 */
export async function unlessRevised<Result>(place: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await place();
    } catch (error) {
      if (!(error instanceof ArticleRevisedMeanwhile) || attempt === TRIES) throw error;
    }
  }
}
