/**
 * Characters that carry no text: C0 and C1 controls (tab, line breaks, NEL stay, they are whitespace), the byte order mark
 * and lone surrogates, which neither PostgreSQL nor UTF-8 can hold.
 */
const WITHOUT_TEXT = /[\0-\x08\x0E-\x1F\x7F-\x84\x86-\x9F\uFEFF\p{Surrogate}]/gu;

/**
 * Marks beyond the thirtieth in a row, the bound of UAX #15 section 13 (Stream-Safe Text). Canonical ordering takes time
 * quadratic in the length of a run: 400,000 alternating marks would take NFC most of a minute.
 */
const EXCESS_MARKS = /(?<=\p{M}{30})\p{M}/gu;

const WHITESPACE = /[\s\x85]+/g;

/** Anything but printable ASCII with single spaces between: most texts have none of it and are done. */
const NEEDS_WORK = /[^\x20-\x7E]|^ | $| {2}/;

/**
 * Brings text to the form that articles are stored and searched in: NFC, every run of whitespace one space, trimmed; NUL,
 * control characters and lone surrogates removed. Applying it twice changes nothing. Linear in the length of the text.
 */
export function normaliseArticleText(raw: string): string {
  if (!NEEDS_WORK.test(raw)) {
    return raw;
  }
  return raw
    .replace(WITHOUT_TEXT, '')
    .replace(EXCESS_MARKS, '')
    .normalize('NFC')
    .replace(EXCESS_MARKS, '')
    .replace(WHITESPACE, ' ')
    .trim();
}
