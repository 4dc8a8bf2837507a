import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Comment, PostCommentBody } from '#contracts';
import { type Draft, Drafts, EMPTY_DRAFT, lengthOf, type Passage } from '../discussion/draft.js';
import { newKey } from '../service/new-key.js';
import { useAround, useDiscussion, useSession, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { ComposerPreview } from './composer-preview.js';
import { Failure } from './failure.js';
import { GuestFields, type GuestValues, useGuest } from './guest-fields.js';
import { SignIn } from './lazy/sign-in.js';

/** What is written: a comment of its own, a reply, or another text for a comment. */
export interface ComposerProps {
  readonly parent?: Comment;
  /** The comment that is changed, and what its writer typed. */
  readonly edited?: { readonly id: string; readonly body: string };
  /** The passage that was selected in the article. */
  readonly passage?: Passage | undefined;
  /** Text to begin with where there is no draft, or to add to it. */
  readonly quote?: string | undefined;
  readonly hasFocus?: boolean;
  readonly onDone: (comment: Comment, email: string | undefined) => void;
  readonly onCancel?: () => void;
}

/** Where a comment is written. */
export function Composer(props: ComposerProps) {
  const { parent, edited } = props;
  const { discussion, writing, words, storage, base } = useAround();
  const more = useMoreWords();
  const { found, article, view } = useDiscussion(discussion);
  const session = useSession(discussion);
  const drafts = useMemo(() => new Drafts(storage, discussion.articleId), [discussion.articleId]);
  const target = edited === undefined ? (parent?.id ?? '') : `edit-${edited.id}`;
  const [draft, setDraft] = useState<Draft>(() => {
    const begun = drafts.read(target) ?? { ...EMPTY_DRAFT, body: edited?.body ?? '', sectionId: view.section };
    if (props.quote === undefined) return begun;
    return { ...begun, body: begun.body === '' ? props.quote : `${begun.body}\n\n${props.quote}` };
  });
  const [guest, setGuest] = useGuest(storage);
  const [isPreview, setPreview] = useState(false);
  const [missing, setMissing] = useState<string>();
  const task = useTask();
  const field = useRef<HTMLTextAreaElement>(null);
  const trap = useRef<HTMLInputElement>(null);
  const opened = useRef(performance.now());
  const sent = useRef<{ content: string; key: string } | undefined>(undefined);
  const id = useId();

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    drafts.write(target, next);
    setMissing(undefined);
  };
  useEffect(() => {
    if (props.passage !== undefined) change({ passage: props.passage, sectionId: props.passage.sectionId });
  }, [props.passage]);
  useEffect(() => {
    if (props.hasFocus === true || props.passage !== undefined) field.current?.focus();
  }, [props.hasFocus, props.passage]);

  if (found === undefined || article === undefined) return null;
  const most = found.maxLength;
  const length = lengthOf(draft.body);
  const isGuest = session.reader === undefined;
  const { guests } = article.discussion;

  const lacks = (): string | undefined => {
    if (length === 0) return more.textMissing;
    if (length > most) return more.tooLong(length - most);
    if (!isGuest) return undefined;
    if (guest.name.trim() === '') return more.nameMissing;
    return guests === 'await-verification' && guest.email.trim() === '' ? more.emailMissing : undefined;
  };
  const submit = () => {
    const lack = lacks();
    setMissing(lack);
    if (lack !== undefined) return;
    task.run(async () => {
      const email = isGuest && guest.email.trim() !== '' ? guest.email.trim() : undefined;
      const comment =
        edited === undefined
          ? await post(bodyOf(draft, parent, isGuest ? { ...guest, email: email ?? '' } : undefined, guest.notify))
          : await (await writing()).edit(edited.id, draft.body);
      drafts.write(target, EMPTY_DRAFT);
      setDraft(EMPTY_DRAFT);
      props.onDone(comment, email);
    });
  };
  const post = async (body: PostCommentBody) => {
    const content = JSON.stringify(body);
    // The same text is sent under the same key, so that a second try never makes a second comment.
    if (sent.current?.content !== content) sent.current = { content, key: newKey() };
    const form = { elapsedMs: Math.round(performance.now() - opened.current), trap: trap.current?.value ?? '' };
    return (await writing()).post({ ...body, form }, sent.current.key);
  };

  if (guests === 'verified-only' && !session.isConfirmed) return <SignIn onDone={() => undefined} />;
  const label =
    edited !== undefined ? more.writeEdit : parent === undefined ? words.write : more.writeReply(parent.author.name);
  const closest = task.failure?.code === 'quote_not_found' ? task.failure.details['closest'] : undefined;
  return (
    <form
      class="panel composer"
      part="composer"
      aria-labelledby={`${id}label`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 id={`${id}label`}>{label}</h3>
      {draft.passage !== undefined && (
        <div class="place">
          <blockquote aria-label={words.passage}>{draft.passage.quote.exact}</blockquote>
          <button type="button" onClick={() => change({ passage: undefined })}>
            {more.dropPassage}
          </button>
        </div>
      )}
      {parent === undefined && edited === undefined && draft.passage === undefined && found.sections.length > 0 && (
        <label>
          {more.about}
          <select
            value={draft.sectionId ?? ''}
            onChange={({ currentTarget }) => change({ sectionId: currentTarget.value || undefined })}
            part="input"
          >
            <option value="">{more.wholeArticle}</option>
            {found.sections.map((section) => (
              <option key={section.id} value={section.id} disabled={isClosed(article.discussion.sections, section.id)}>
                {section.heading}
              </option>
            ))}
          </select>
        </label>
      )}
      <div hidden={isPreview}>
        <label class="wide">
          {more.yourComment}
          <textarea
            ref={field}
            value={draft.body}
            dir="auto"
            rows={parent === undefined ? 5 : 4}
            onInput={({ currentTarget }) => change({ body: currentTarget.value })}
            aria-describedby={`${id}hint`}
            aria-invalid={missing !== undefined && (length === 0 || length > most)}
            part="input"
          />
        </label>
        <p class="note hint" id={`${id}hint`}>
          <span>{more.hint}</span> <span class={length > most ? 'failure' : ''}>{more.characters(length, most)}</span>
        </p>
      </div>
      {isPreview && <ComposerPreview body={draft.body} />}
      {isGuest && edited === undefined && <GuestFields values={guest} onChange={setGuest} guests={guests} />}
      {edited === undefined && (!isGuest || guest.email.trim() !== '') && (
        <label>
          {more.notify}
          <select
            value={guest.notify}
            onChange={({ currentTarget }) =>
              setGuest({ ...guest, notify: currentTarget.value as GuestValues['notify'] })
            }
            part="input"
          >
            {(['none', 'replies', 'all'] as const).map((one) => (
              <option key={one} value={one}>
                {more.notifies[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      {/* People see nothing of it; programs that fill in whatever they find do. */}
      <div class="trap" aria-hidden="true">
        <label>
          {more.leaveEmpty}
          <input ref={trap} name="url" tabIndex={-1} autocomplete="off" />
        </label>
      </div>
      <div role="alert">{missing !== undefined && <p class="failure">{missing}</p>}</div>
      <Failure of={task} />
      {typeof closest === 'string' && (
        <div class="place">
          <blockquote>{closest}</blockquote>
          <button
            type="button"
            onClick={() => {
              change({ passage: { quote: { exact: closest } } });
              task.clear();
            }}
          >
            {more.takeClosest}
          </button>
        </div>
      )}
      <div class="acts">
        <button class="main" part="button" aria-disabled={task.isBusy}>
          {task.isBusy ? more.sending : edited === undefined ? more.post : more.save}
        </button>
        <button type="button" aria-pressed={isPreview} onClick={() => setPreview(!isPreview)}>
          {isPreview ? more.writeOn : more.preview}
        </button>
        {props.onCancel !== undefined && (
          <button type="button" onClick={props.onCancel}>
            {words.cancel}
          </button>
        )}
        <a href={new URL(`/sites/${encodeURIComponent(discussion.which.site)}/privacy`, base).href}>{words.privacy}</a>
      </div>
    </form>
  );
}

function isClosed(sections: Readonly<Record<string, { state: string }>>, id: string): boolean {
  const section = sections[id];
  return section !== undefined && section.state !== 'open';
}

function bodyOf(
  { body, sectionId, passage }: Draft,
  parent: Comment | undefined,
  guest: Pick<GuestValues, 'name' | 'email'> | undefined,
  notify: GuestValues['notify'],
): PostCommentBody {
  const canNotify = guest === undefined || guest.email !== '';
  return {
    body,
    ...(parent === undefined ? {} : { parentId: parent.id }),
    ...(parent === undefined && passage !== undefined ? { anchor: withoutNothing(passage) } : {}),
    ...(parent === undefined && passage === undefined && sectionId !== undefined ? { anchor: { sectionId } } : {}),
    ...(guest === undefined
      ? {}
      : { guest: { name: guest.name.trim(), ...(guest.email === '' ? {} : { email: guest.email }) } }),
    ...(canNotify ? { notify } : {}),
  };
}

function withoutNothing({ quote, sectionId }: Passage): { quote: Passage['quote']; sectionId?: string } {
  return sectionId === undefined ? { quote } : { quote, sectionId };
}
