import { useEffect, useState } from 'preact/hooks';
import { useAround, useTask } from './around.js';
import { useMoreWords } from './lazily.js';
import { Failure } from './failure.js';

/** A text as it will look. */
export function ComposerPreview({ body }: { body: string }) {
  const { writing } = useAround();
  const more = useMoreWords();
  const [html, setHtml] = useState<string>();
  const task = useTask();
  const isEmpty = body.trim() === '';
  useEffect(() => {
    if (isEmpty) return;
    task.run(async () => setHtml(await (await writing()).preview(body)));
  }, []);
  return (
    <div class="preview" aria-label={more.preview} role="group" aria-live="polite">
      {isEmpty && <p class="note">{more.nothingToPreview}</p>}
      {/* The service's own renderer made it, and lets no markup of strangers through. */}
      {html !== undefined && <div class="body" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />}
      <Failure of={task} />
    </div>
  );
}
