import type { ErrorAnswer } from './error-answer.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text made safe for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Where the app serves the style sheet of error pages. It bears no content hash: the error page does not know the style sheet. */
export const ERROR_PAGE_STYLE = '/assets/pages.css';

/** A small page that says what went wrong; no script, no address of the request. */
export function errorPage(answer: ErrorAnswer, requestId: string): string {
  const message = escapeHtml(answer.message);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<link rel="icon" href="data:,"><link rel="stylesheet" href="${ERROR_PAGE_STYLE}">`,
    `<title>${message}</title></head><body><main><h1>${message}</h1>`,
    `<p>Code: <code>${escapeHtml(answer.code)}</code>. Request: <code>${escapeHtml(requestId)}</code>.</p>`,
    '</main></body></html>',
  ].join('');
}
