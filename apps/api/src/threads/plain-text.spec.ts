import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '#discussion';
import { plainText } from './plain-text.js';

describe(plainText.name, () => {
  it.each([
    ['Some *words* and **mo**re.', 'Some words and more.'],
    ['One.\n\nTwo.\n\n- a\n- b', 'One. Two. a b'],
    ['A [link](https://example.org/?a=1&b=2) of `<b>&amp;</b>`', 'A link of <b>&amp;</b>'],
    ['> "quoted" & \'said\'', '"quoted" & \'said\''],
    ['```\n<script>alert(1)</script>\n```', '<script>alert(1)</script>'],
  ])('reads %j', (source, text) => {
    expect(plainText(renderMarkdown(source).html)).toBe(text);
  });

  it('gives back any text that is nothing but code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&"';#]{1,30}$/), (text) => {
        expect(plainText(renderMarkdown(`\`${text}\``).html)).toBe(text);
      }),
    );
  });
});
