import { refusalText } from '../words/words.js';
import type { Task } from './around.js';
import { useAround } from './around.js';

/** Why something was not done, said at once; nothing while nothing is wrong. */
export function Failure({ of: { failure } }: { of: Task }) {
  const { words } = useAround();
  return <div role="alert">{failure !== undefined && <p class="failure">{refusalText(words, failure)}</p>}</div>;
}
