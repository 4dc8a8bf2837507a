import { describe, expect, it } from 'vitest';
import { errorStatuses } from '#contracts';
import { AppError } from '#kernel';
import * as errors from './accounts.errors.js';

describe('errors of accounts', () => {
  it.each(Object.entries(errors))('%s has a code of the contract and a sentence', (_name, Failure) => {
    const error = new Failure();
    expect(error).toBeInstanceOf(AppError);
    expect(Object.keys(errorStatuses)).toContain(error.code);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });
});
