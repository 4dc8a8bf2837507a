/** Markup that stands inside a line; what else there is ends one. */
const INLINE = /<\/?(?:a|code|del|em|s|strong)\b[^>]*>/g;

/** The words of a stored comment in one line. Its markup is the renderer's own: every `<` begins a tag. */
export function plainText(bodyHtml: string): string {
  const text = bodyHtml
    .replace(INLINE, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return decodeEntities(text);
}

/** The renderer writes these four and no others. */
function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
