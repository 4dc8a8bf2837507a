import { describe, expect, it } from 'vitest';
import { runWithContext } from '../context/request-context.js';
import { Logger } from './logger.js';

function logging(level: 'info' | 'trace' = 'trace') {
  const lines: string[] = [];
  const logger = new Logger({ logLevel: level }, { write: (line) => void lines.push(line) });
  const last = () => JSON.parse(lines[lines.length - 1] ?? '') as Record<string, unknown>;
  return { logger, lines, last };
}

describe(Logger.name, () => {
  it('writes the ids of the request and job that run', () => {
    const { logger, last } = logging();
    runWithContext({ requestId: 'request-1', jobId: 'job-1' }, () => logger.write('info', 'done', { n: 1 }));
    expect(last()).toMatchObject({ level: 'info', msg: 'done', requestId: 'request-1', jobId: 'job-1', n: 1 });
    logger.write('info', 'outside');
    expect(last()).not.toHaveProperty('requestId');
  });

  it.each([
    ['an authorization header', { headers: { authorization: 'Bearer s3cret' } }],
    ['a cookie', { cookie: 's3cret' }],
    ['a set-cookie header', { headers: { 'set-cookie': ['s3cret'] } }],
    ['a token at any name', { editToken: 's3cret' }],
    ['a password', { body: { password: 's3cret' } }],
    ['an e-mail field', { person: { email: 's3cret' } }],
    ['an address in a text', { reason: 'no such box <s3cret@example.org>' }],
    ['a value nested too deep', { a: { b: { c: { d: { e: { f: 's3cret' } } } } } }],
    [
      'what a driver hangs on its error',
      { error: Object.assign(new Error('no'), { parameters: ['s3cret'], detail: 's3cret' }) },
    ],
    ['the text of a comment', { text: 's3cret' }],
  ])('does not show %s', (_label, fields) => {
    const { logger, lines } = logging();
    logger.write('error', 'event', fields);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('s3cret');
  });

  it('masks an address in the message itself', () => {
    const { logger, last } = logging();
    logger.write('warn', 'refused for ann@example.org');
    expect(last()['msg']).toBe('refused for [address]');
  });

  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\r\nb'],
    ['an ANSI sequence', '\u001b[31mred'],
    ['an eight-bit CSI', '\u009b31mred'],
    ['a line separator', 'a\u2028b'],
    ['a direction override', '\u202egnp.exe'],
    ['a delete', 'a\u007fb'],
  ])('keeps one line per event and escapes %s (A52)', (_label, text) => {
    const { logger, lines, last } = logging();
    logger.write('info', text, { agent: text });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]+$/);
    expect(last()).toMatchObject({ msg: text, agent: text });
  });

  it('shows an error by class, message and stack, with its cause', () => {
    const { logger, last } = logging();
    logger.error(new TypeError('outer', { cause: new RangeError('inner') }));
    expect(last()).toMatchObject({
      level: 'error',
      msg: 'outer',
      error: { type: 'TypeError', cause: { type: 'RangeError' } },
    });
  });

  it('understands the ways in which Nest calls it', () => {
    const { logger, last } = logging();
    logger.log('started', 'NestFactory');
    expect(last()).toMatchObject({ msg: 'started', context: 'NestFactory' });
    logger.error('failed', 'the stack', 'Handler');
    expect(last()).toMatchObject({ msg: 'failed', stack: 'the stack', context: 'Handler' });
  });

  it('writes nothing below its level', () => {
    const { logger, lines } = logging('info');
    logger.debug('quiet');
    expect(lines).toEqual([]);
    expect(logger.writes('debug')).toBe(false);
  });
});
