import { cleanBody } from './clean-body.js';
import { renderMarkdown } from './render-markdown.js';

/**
 * The HTML a typed text would have as a comment, by the same rules.
 * @throws {TextNotAllowed}
 */
export function previewComment(typed: string): string {
  return renderMarkdown(cleanBody(typed)).html;
}
