import { useState } from 'preact/hooks';
import type { SubscriptionKind } from '#contracts';
import { useAround, useDiscussion, useSession, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { Failure } from './failure.js';

/** "Notify of": mail about the discussion, and how to end it. */
export function Subscribe() {
  const { discussion, writing, words } = useAround();
  const more = useMoreWords();
  const { mine, view, found } = useDiscussion(discussion);
  const session = useSession(discussion);
  const [kind, setKind] = useState<SubscriptionKind>('all');
  const [email, setEmail] = useState('');
  const [said, setSaid] = useState('');
  const task = useTask();
  const kinds: SubscriptionKind[] = ['all', ...(view.section === undefined ? [] : ['section' as const]), 'replies'];
  const heading = (id: string | undefined) => found?.sections.find((section) => section.id === id)?.heading;
  return (
    <div class="subscribe">
      <form
        class="fields"
        aria-label={words.subscribe}
        onSubmit={(event) => {
          event.preventDefault();
          setSaid('');
          task.run(async () => {
            const waits = await (
              await writing()
            ).subscribe({
              kind,
              ...(kind === 'section' && view.section !== undefined ? { sectionId: view.section } : {}),
              ...(session.isConfirmed || email.trim() === '' ? {} : { email: email.trim() }),
            });
            setSaid(waits ? words.confirmMail : words.subscribed);
          });
        }}
      >
        <label>
          {more.notifyOf}
          <select
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as SubscriptionKind)}
            part="input"
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {more.kinds[one]}
              </option>
            ))}
          </select>
        </label>
        {!session.isConfirmed && (
          <label>
            {more.email}
            <input
              type="email"
              required
              value={email}
              onInput={({ currentTarget }) => setEmail(currentTarget.value)}
              autocomplete="email"
              part="input"
            />
          </label>
        )}
        <button part="button" class="main" aria-disabled={task.isBusy}>
          {words.subscribe}
        </button>
      </form>
      <p role="status" class="note">
        {said}
      </p>
      <Failure of={task} />
      {mine.subscriptions.length > 0 && (
        <>
          <h3>{more.yourSubscriptions}</h3>
          <ul>
            {mine.subscriptions.map(({ id, kind: what, sectionId, state }) => (
              <li key={id}>
                {more.kinds[what as SubscriptionKind]} {heading(sectionId)}{' '}
                {state === 'pending' && `(${more.unconfirmed})`}{' '}
                <button type="button" onClick={() => task.run(async () => (await writing()).unsubscribe(id))}>
                  {more.end}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
