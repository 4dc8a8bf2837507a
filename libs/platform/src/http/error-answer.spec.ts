import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { errorStatuses } from '#contracts';
import { AppError } from '#kernel';
import { TooManyRequests } from '../rate-limits/too-many-requests.js';
import { answerTo } from './error-answer.js';
import { MethodNotAllowed } from './request.errors.js';

const pgError = (code: string) => Object.assign(new Error('canary: SELECT * FROM people'), { code });
const fastifyError = (statusCode: number) => Object.assign(new Error('canary'), { statusCode, name: 'FastifyError' });

describe(answerTo.name, () => {
  it.each(Object.entries(errorStatuses))('answers %s with %i', (code, status) => {
    expect(answerTo(new AppError(code, 'Do this.'))).toMatchObject({ code, status });
  });

  it.each([
    ['a connection that was refused', pgError('ECONNREFUSED'), 503],
    ['both addresses refused', new AggregateError([pgError('ECONNREFUSED'), pgError('ECONNREFUSED')]), 503],
    ['a pool that is used up', new Error('timeout exceeded when trying to connect'), 503],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 503],
    ['a server that shuts down', pgError('57P01'), 503],
    ['a server that starts up', pgError('57P03'), 503],
    ['too many connections', pgError('53300'), 503],
    ['a statement that took too long', pgError('57014'), 503],
    ['a wrapped driver error', Object.assign(new Error('q'), { driverError: pgError('57P01') }), 503],
    ['bytes that are no text', pgError('22021'), 400],
    ['an escape that is no text', pgError('22P05'), 400],
    ['a unique violation nobody expected', pgError('23505'), 500],
    ['a bug', new TypeError('canary'), 500],
    ['a thrown text', 'canary', 500],
    ['an error code nobody published', new AppError('canary_code', 'canary'), 500],
    ['a body that is too large', fastifyError(413), 413],
    ['a media type without a parser', fastifyError(415), 415],
    ['an address with a bad escape', fastifyError(400), 400],
    ["Nest's own bad request", new BadRequestException('canary'), 400],
    ["Nest's own not found", new NotFoundException('canary'), 404],
    ["Nest's own teapot", new HttpException('canary', 418), 400],
    ["Nest's own bad gateway", new HttpException('canary', 502), 500],
  ])('%s', (_label, error, status) => {
    const answer = answerTo(error);
    expect(answer.status).toBe(status);
    expect(errorStatuses[answer.code]).toBe(status);
    expect(answer.message).not.toContain('canary');
    expect(answer.ours).toBe(status >= 500);
  });

  it('says when to come back with 429 and 503', () => {
    expect(answerTo(new TooManyRequests(17)).headers).toMatchObject({ 'retry-after': '17' });
    expect(answerTo(new AppError('overloaded', 'Later.', { retryAfterSeconds: 2.2 })).headers['retry-after']).toBe('3');
    expect(answerTo(pgError('57P01')).headers['retry-after']).toMatch(/^\d+$/);
    expect(answerTo(new AppError('conflict', 'Again.')).headers).not.toHaveProperty('retry-after');
  });

  it('names the allowed methods with 405', () => {
    expect(answerTo(new MethodNotAllowed(['GET', 'HEAD'])).headers['allow']).toBe('GET, HEAD');
  });
});
