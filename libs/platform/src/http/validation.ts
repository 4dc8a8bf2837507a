import { StandardSchemaValidationPipe } from '@nestjs/common';
import { type InputIssue, ValidationFailed } from './request.errors.js';

/** The parts of a Standard Schema issue that are read; Zod adds `code` and, for unknown fields, `keys`. */
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
}

const MAX_ISSUES = 50;
const MAX_NAME = 64;
const UNPRINTABLE = /[^\x20-\x7e]/g;

/**
 * Turns schema issues into the public list: every offending path, unknown fields one by one, at most 50. Values are never
 * repeated, and an unknown field's name is cut to 64 printable characters.
 */
export function toInputIssues(issues: readonly SchemaIssue[]): InputIssue[] {
  const listed: InputIssue[] = [];
  for (const issue of issues) {
    const path = (issue.path ?? []).map((part) => name(typeof part === 'object' ? part.key : part));
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys ?? []) {
        listed.push({ path: [...path, name(key)].join('.'), message: 'This field is not known.' });
        if (listed.length === MAX_ISSUES) return listed;
      }
    } else {
      listed.push({ path: path.join('.'), message: issue.message });
    }
    if (listed.length === MAX_ISSUES) return listed;
  }
  return listed;
}

function name(key: PropertyKey): string {
  return String(key).slice(0, MAX_NAME).replace(UNPRINTABLE, '?');
}

/** The global pipe: parameters with a Zod schema are parsed by it. Faults are thrown as `ValidationFailed` (reliability.md D29). */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new ValidationFailed(toInputIssues(issues)),
  });
}
