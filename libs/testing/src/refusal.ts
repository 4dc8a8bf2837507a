import { ErrorBody, errorStatuses } from '#contracts';
import type { Answer } from './http-caller.js';

/** What an error answer must never show: stacks, SQL, paths of the machine, names of parts (reliability.md A46). */
const INTERNALS =
  /\bat .+\(|node_modules|\.[jt]s:\d|SELECT |INSERT |UPDATE |syntax error|violates|relation "|column "|\bpg\b|[Pp]ostgres|TypeORM|typeorm|[Ff]astify|[Nn]est[Jj][Ss]|\b[Zz]od\b|ECONN|\/(home|usr|tmp|var)\//;

/**
 * What is wrong with an answer that should be a refusal in words: one line, or undefined when it is one. A refusal is a 4xx with the
 * one error shape, a code of the list with the status of that code, and a sentence; it shows nothing of the inside.
 */
export function notRefused(answer: Answer): string | undefined {
  const { status, text, headers } = answer;
  const line = (why: string) => `${why}: ${status} ${text.slice(0, 300)}`;
  if (status < 400 || status > 499) return line('no 4xx');
  if (INTERNALS.test(text)) return line('shows the inside');
  if (headers['x-content-type-options'] !== 'nosniff') return line('no security headers');
  if (headers['content-type']?.startsWith('text/html') === true) {
    return /<h1>[A-Z].+<\/h1>|class="notice bad"/.test(text) ? undefined : line('no sentence');
  }
  const body = ErrorBody.safeParse(JSON.parse(text));
  if (!body.success) return line('another shape');
  const { code, message } = body.data.error;
  if (!(code in errorStatuses)) return line('an unknown code');
  if (errorStatuses[code as keyof typeof errorStatuses] !== status && ![408, 414, 431].includes(status)) {
    return line('another status than the code has');
  }
  return /^[A-Z].{8,}[.;]/.test(message) ? undefined : line('no sentence');
}
