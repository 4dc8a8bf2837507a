import { useEffect, useRef, useState } from 'preact/hooks';
import { useAround, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { Failure } from './failure.js';

/** Confirms the reader's address by a code, inside the page. */
export function SignIn({
  onDone,
  onCancel,
  email: known,
}: {
  onDone: () => void;
  onCancel?: () => void;
  email?: string;
}) {
  const { writing, words } = useAround();
  const more = useMoreWords();
  const [email, setEmail] = useState(known ?? '');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(known !== undefined);
  const task = useTask();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), [isSent]);

  const send = () =>
    task.run(async () => {
      await (await writing()).startSignIn(email.trim(), name.trim());
      setSent(true);
    });
  const verify = () =>
    task.run(async () => {
      await (await writing()).verify(email.trim(), code.replace(/\s/gu, ''));
      onDone();
    });
  return (
    <form
      class="panel"
      aria-label={words.signIn}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSent) verify();
        else send();
      }}
    >
      {isSent ? (
        <>
          <p role="status">{more.codeSent(email)}</p>
          <label>
            {more.code}
            <input
              ref={first}
              value={code}
              onInput={({ currentTarget }) => setCode(currentTarget.value)}
              required
              inputMode="numeric"
              autocomplete="one-time-code"
              pattern="\s*(\d\s*){6}"
              part="input"
            />
          </label>
        </>
      ) : (
        <>
          <p>{more.signInWhy}</p>
          <label>
            {more.email}
            <input
              ref={first}
              type="email"
              value={email}
              onInput={({ currentTarget }) => setEmail(currentTarget.value)}
              required
              autocomplete="email"
              part="input"
            />
          </label>
          <label>
            {more.name}
            <input
              value={name}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
              maxLength={40}
              autocomplete="name"
              part="input"
            />
          </label>
        </>
      )}
      <Failure of={task} />
      <div class="acts">
        <button class="main" part="button" aria-disabled={task.isBusy}>
          {isSent ? more.confirm : more.sendCode}
        </button>
        {isSent && (
          <button type="button" onClick={send}>
            {more.newCode}
          </button>
        )}
        {onCancel !== undefined && (
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  );
}
