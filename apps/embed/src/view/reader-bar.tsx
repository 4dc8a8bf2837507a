import { useState } from 'preact/hooks';
import { useAround, useSession, useTask } from './around.js';
import { Failure } from './failure.js';
import { SignIn } from './lazy/sign-in.js';

/** Who is signed in, and the way in and out. */
export function ReaderBar() {
  const { discussion, writing, words } = useAround();
  const session = useSession(discussion);
  const [isOpen, setOpen] = useState(false);
  const task = useTask();
  const signOut = () => task.run(async () => (await writing()).signOut());
  const { reader } = session;
  return (
    <div class="reader">
      {reader !== undefined && <span>{words.signedInAs(reader.name)}</span>}
      {!session.isConfirmed && (
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.signIn}
        </button>
      )}
      {reader !== undefined && (
        <button type="button" onClick={signOut}>
          {words.signOut}
        </button>
      )}
      <Failure of={task} />
      {isOpen && !session.isConfirmed && <SignIn onDone={() => setOpen(false)} onCancel={() => setOpen(false)} />}
    </div>
  );
}
