import { useEffect, useRef, useState } from 'preact/hooks';
import type { FlagReason } from '#contracts';
import { useAround, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { Failure } from './failure.js';

/** Reports a comment to the moderators. */
export function FlagForm({ id, onDone, onCancel }: { id: string; onDone: () => void; onCancel: () => void }) {
  const { writing, words } = useAround();
  const more = useMoreWords();
  const [reason, setReason] = useState<FlagReason>('offensive');
  const [detail, setDetail] = useState('');
  const task = useTask();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="panel"
      aria-label={words.flag}
      onSubmit={(event) => {
        event.preventDefault();
        const text = detail.trim();
        task.run(async () => {
          await (await writing()).flag(id, { reason, ...(text === '' ? {} : { detail: text }) });
          onDone();
        });
      }}
    >
      <label>
        {more.flagReason}
        <select
          ref={first}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value as FlagReason)}
          part="input"
        >
          {Object.entries(more.flagReasons).map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="wide">
        {more.flagDetail}
        <textarea
          value={detail}
          rows={2}
          maxLength={1000}
          dir="auto"
          onInput={({ currentTarget }) => setDetail(currentTarget.value)}
          part="input"
        />
      </label>
      <Failure of={task} />
      <div class="acts">
        <button class="main" part="button" aria-disabled={task.isBusy}>
          {more.flagSend}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
