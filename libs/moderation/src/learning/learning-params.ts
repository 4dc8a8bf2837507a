/** The kind of long task that learning is. */
export const LEARN = 'classifier.learn';

/** What a learning was asked to do. */
export interface LearningParams {
  /** The last decision that is learnt from. */
  readonly upTo: string;
}
