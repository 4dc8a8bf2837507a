import { z } from 'zod';
import { linksOf, plainText } from '#discussion';
import { type CompiledRules, emailFacts, screen, type Screening, type ScreeningFacts } from '#screening';

/** Longest text that is screened, in UTF-16 units: ten times what a comment may have. */
const LONGEST_TEXT = 100_000;

const Optional = z.string().nullish();
/** A line to screen. What it does not know of a writer may be missing or null; fields of other names are left alone. */
const ScreenLine = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string().max(LONGEST_TEXT),
  author: Optional,
  email: Optional,
  url: Optional,
  lang: Optional,
});
type ScreenLine = z.infer<typeof ScreenLine>;

/** What is answered to a line. */
export type ScreenAnswer =
  | Readonly<{
      id: string | number;
      verdict: Screening['verdict'];
      spamScore: number;
      abuseScore: number;
      reasons: readonly string[];
      explanations: readonly string[];
    }>
  | Readonly<{ id?: string | number; line: number; error: string }>;

/** Somebody whose comments were published before, on a site that publishes at once: only the comment itself is judged. */
const ESTABLISHED = { kind: 'verified', approvedCount: 100, isTrusted: false } as const;

/** Screens one line with rules. A line that cannot be read is answered with an error that says why. */
export function screenLine(line: string, number: number, rules: CompiledRules): ScreenAnswer {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return { line: number, error: 'The line is not JSON.' };
  }
  const parsed = ScreenLine.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    return {
      ...idOf(given),
      line: number,
      error: `${where === '' ? 'The line' : where}: ${issue?.message ?? 'not valid'}`,
    };
  }
  const screening = screen(factsOf(parsed.data), rules, { stages: ['fast', 'slow'] }, () => 0);
  return { id: parsed.data.id, ...answerOf(screening) };
}

function idOf(given: unknown): { id?: string | number } {
  const id: unknown = typeof given === 'object' && given !== null && 'id' in given ? given.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? { id } : {};
}

function factsOf({ text, author, email, url, lang }: ScreenLine): ScreeningFacts {
  const address = email ? emailFacts(email) : undefined;
  return {
    comment: {
      body: text,
      text: plainText(text),
      links: linksOf(text),
      isReply: false,
      isEdit: false,
      ...(lang ? { language: lang } : {}),
    },
    author: {
      ...ESTABLISHED,
      name: author ?? '',
      ...(url ? { website: url } : {}),
      ...(address ? { email: address } : {}),
    },
    place: { mode: 'open', moderation: 'post' },
  };
}

function answerOf({ verdict, reasons, trace }: Screening) {
  const detail = trace.find(({ phase }) => phase === 'classifier')?.detail;
  const counted = trace.filter((entry) => entry.reason !== undefined && reasons.includes(entry.reason));
  return {
    verdict,
    spamScore: Number(detail?.spam ?? 0),
    abuseScore: Number(detail?.abuse ?? 0),
    reasons,
    explanations: counted.flatMap(({ explanation }) => (explanation === undefined ? [] : [explanation])),
  };
}
