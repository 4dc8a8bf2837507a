import { NotFound } from '#accounts';
import { AppError } from '#kernel';

/** There is no site with this key or id. Says the same as for a site that is not the caller's, so that keys cannot be tried out. */
export class SiteNotFound extends NotFound {}

/** Another site has this key already. */
export class SiteKeyTaken extends AppError {
  constructor() {
    super('conflict', 'Another site has this key. Choose a different one.');
  }
}

/** The site has no rule set with this number. */
export class RuleSetNotFound extends AppError {
  constructor() {
    super('not_found', 'The site has no rule set with this number. Look at the history of its rules.');
  }
}

/** There is no article with this key, address or id. */
export class ArticleNotFound extends AppError {
  constructor() {
    super('not_found', 'There is no such article. Push it first, or check its key and address.');
  }
}

/** The article has no such revision. */
export class RevisionNotFound extends AppError {
  constructor() {
    super('not_found', 'The article has no revision with this number. Look at the list of its revisions.');
  }
}

/** An address of the pushed article leads to another article of the site. */
export class ArticleExists extends AppError {
  /** @param key the key of the article that has the address. */
  constructor(key: string) {
    super(
      'article_exists',
      `One of these addresses leads to the article "${key}". Push to that key, or leave it out.`,
      {
        key,
      },
    );
  }
}

/** A field has the right type but a value that cannot be used. `path` names it as the request does. */
export class InvalidField extends AppError {
  constructor(path: string, message: string) {
    super('validation_failed', message, { issues: [{ path, message }] });
  }
}

/** A field holds characters that no text may hold (reliability.md D16). */
export class TextNotAllowed extends AppError {
  constructor(path: string) {
    super('text_not_allowed', 'This text holds NUL or half of a character. Remove it and send it again.', { path });
  }
}

/** So many comments of the article have rules of their own that no more are taken. */
export class TooManyThreadRules extends AppError {
  constructor(most: number) {
    super('conflict', 'Too many threads of this article have rules of their own. Lift some, or lock the article.', {
      most,
    });
  }
}

/** The quoted passage is not in the article's current text. */
export class QuoteNotFound extends AppError {
  /** @param details the closest passage, or the section where the quote stands when it was looked for in another. */
  constructor(details: { closest?: string; sectionId?: string | null }) {
    super('quote_not_found', QuoteNotFound.sentence(details), details);
  }

  private static sentence(details: { closest?: string; sectionId?: string | null }): string {
    if (details.sectionId !== undefined) return 'This passage stands in another section. Choose that section or none.';
    return details.closest === undefined
      ? 'This passage is not in the article. Select it again in its current text.'
      : 'This passage is not in the article. Select it again; details.closest is the closest one.';
  }
}

/** The article has no such section in its current revision. */
export class SectionNotFound extends AppError {
  constructor() {
    super(
      'section_not_found',
      'The article has no such section now. Load the article again and choose one of its sections.',
    );
  }
}
