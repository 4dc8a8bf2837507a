import { type ComponentType, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { loadMoreWords } from '../words/load-words.js';
import type { MoreWords } from '../words/more-words.js';
import { useAround } from './around.js';

const MoreWordsContext = createContext<MoreWords | undefined>(undefined);

/** The words of a part that is loaded when it is wanted. */
export function useMoreWords(): MoreWords {
  const more = useContext(MoreWordsContext);
  if (more === undefined) throw new Error('A part was drawn without its words.');
  return more;
}

/**
 * A part that is loaded, with its words, when it is first wanted: few readers report or sign in, and all wait for what is loaded
 * before. Where it cannot be loaded, it says so.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Lazy(props: Props) {
    const { words } = useAround();
    const [part, setPart] = useState<{ readonly Part: ComponentType<Props>; readonly more: MoreWords | undefined }>();
    const [isFailed, setFailed] = useState(false);
    useEffect(() => {
      // The browser keeps what it has loaded; a second time costs a moment.
      Promise.all([load(), loadMoreWords(words)]).then(
        ([Part, more]) => setPart({ Part, more }),
        () => setFailed(true),
      );
    }, [words]);
    if (isFailed) return <p role="alert">{words.failed}</p>;
    if (part === undefined) return <p role="status">…</p>;
    return (
      <MoreWordsContext.Provider value={part.more}>
        <part.Part {...props} />
      </MoreWordsContext.Provider>
    );
  };
}
