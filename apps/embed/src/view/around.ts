import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Discussion } from '../discussion/discussion.js';
import { asRefused } from '../discussion/discussion.js';
import type { DiscussionState } from '../discussion/discussion-state.js';
import type { Unread } from '../discussion/unread.js';
import type { Writing } from '../discussion/writing.js';
import type { Refused } from '../service/refused.js';
import type { PageStorage } from '../service/storage.js';
import type { Words } from '../words/words.js';

/** What every part of the view works with. */
export interface Around {
  readonly discussion: Discussion;
  /** The writing half, which is loaded when it is first wanted. */
  readonly writing: () => Promise<Writing>;
  readonly storage: PageStorage;
  readonly unread: Unread | undefined;
  readonly words: Words;
  /** The service's address. */
  readonly base: string;
  /** Puts the focus on the comment of this id, once it is drawn. */
  readonly focus: (id: string) => void;
  /** Shows a remark's passage in the article; false when it is not in the page. */
  readonly showPassage: (id: string) => boolean;
  /** The remarks that have a mark in the article. */
  readonly marked: ReadonlySet<string>;
}

export const AroundContext = createContext<Around | undefined>(undefined);

/** What is around the part that asks. */
export function useAround(): Around {
  const around = useContext(AroundContext);
  if (around === undefined) throw new Error('A part of the discussion was drawn outside of it.');
  return around;
}

/** The discussion as it is; draws again whenever it changes. */
export function useDiscussion(discussion: Discussion): DiscussionState {
  const [state, setState] = useState(discussion.state);
  useEffect(() => {
    setState(discussion.state);
    return discussion.subscribe(() => setState(discussion.state));
  }, [discussion]);
  return state;
}

/** Who is signed in; draws again when that changes. */
export function useSession({ session }: Discussion) {
  const [, setCount] = useState(0);
  useEffect(() => session.subscribe(() => setCount((count) => count + 1)), [session]);
  return session;
}

/** Something that takes a while and may be refused. */
export interface Task {
  readonly isBusy: boolean;
  readonly failure: Refused | undefined;
  readonly run: (work: () => Promise<unknown>) => void;
  readonly clear: () => void;
}

/** One task at a time: while one runs, another is not begun. */
export function useTask(): Task {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Refused>();
  const running = useRef(false);
  const run = (work: () => Promise<unknown>): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    work()
      .catch((error: unknown) => setFailure(asRefused(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { isBusy, failure, run, clear: () => setFailure(undefined) };
}
