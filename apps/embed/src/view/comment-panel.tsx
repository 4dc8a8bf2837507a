import type { Comment } from '#contracts';
import { useAround, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { Composer } from './composer.js';
import { Failure } from './failure.js';
import { FlagForm } from './lazy/flag-form.js';
import { SignIn } from './lazy/sign-in.js';
import { linkOf } from './share.js';

/** What is being done with a comment. */
export type Panel =
  | { readonly kind: 'reply'; readonly quote?: string }
  | { readonly kind: 'flag' | 'withdraw' | 'link' }
  | { readonly kind: 'edit'; readonly body: string }
  | { readonly kind: 'sign-in'; readonly then: () => void };

/** What a panel needs. */
export interface CommentPanelProps {
  readonly comment: Comment;
  readonly panel: Panel;
  readonly onClose: () => void;
  readonly onPosted: (posted: Comment, email: string | undefined) => void;
  /** Tells the reader what was done. */
  readonly say: (text: string) => void;
}

/** Where something is done with a comment: below it. */
export function CommentPanel({ comment, panel, onClose, onPosted, say }: CommentPanelProps) {
  const { writing, words } = useAround();
  const more = useMoreWords();
  const task = useTask();
  const { id } = comment;
  const done = (posted: Comment, email: string | undefined) => {
    onClose();
    onPosted(posted, email);
  };
  switch (panel.kind) {
    case 'reply':
      return (
        <Composer
          key={panel.quote ?? ''}
          parent={comment}
          quote={panel.quote}
          hasFocus
          onCancel={onClose}
          onDone={done}
        />
      );
    case 'edit':
      return <Composer edited={{ id, body: panel.body }} hasFocus onCancel={onClose} onDone={done} />;
    case 'flag':
      return (
        <FlagForm
          id={id}
          onCancel={onClose}
          onDone={() => {
            onClose();
            say(more.flagged);
          }}
        />
      );
    case 'sign-in':
      return (
        <SignIn
          onCancel={onClose}
          onDone={() => {
            onClose();
            panel.then();
          }}
        />
      );
    case 'link':
      return (
        <label class="panel">
          {words.copyLink}
          <input readOnly value={linkOf(id)} onFocus={({ currentTarget }) => currentTarget.select()} part="input" />
        </label>
      );
    case 'withdraw':
      return (
        <div class="panel" role="group" aria-label={words.withdraw}>
          <p>{more.withdrawAsk}</p>
          <Failure of={task} />
          <div class="acts">
            <button
              class="main"
              type="button"
              part="button"
              aria-disabled={task.isBusy}
              onClick={() => task.run(async () => (await writing()).withdraw(comment))}
            >
              {more.withdrawYes}
            </button>
            <button type="button" onClick={onClose}>
              {words.cancel}
            </button>
          </div>
        </div>
      );
  }
}
