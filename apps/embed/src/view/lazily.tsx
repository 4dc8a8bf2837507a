import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAround } from './around.js';

/**
 * A part that is loaded when it is first wanted: few readers report or sign in, and all wait for what is loaded before. Where it cannot
 * be loaded, it says so.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const { words } = useAround();
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>(loaded === undefined ? 'loading' : 'loaded');
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setState('loaded');
        },
        () => setState('failed'),
      );
    }, []);
    if (state === 'failed') return <p role="alert">{words.failed}</p>;
    const Loaded = loaded;
    return Loaded === undefined ? <p role="status">…</p> : <Loaded {...props} />;
  };
}
