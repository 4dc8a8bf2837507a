import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { type ErrorAnswer, answerTo } from './error-answer.js';
import { errorPage } from './error-page.js';
import { MethodNotAllowed, UnknownAddress } from './request.errors.js';
import { marksOf } from './route-marks.js';
import type { RouteTable } from './route-table.js';

/** The body of an error answer (contracts ErrorBody). */
export function errorBody(answer: ErrorAnswer, requestId: string): string {
  const { code, message, details } = answer;
  return JSON.stringify({ error: { code, message, ...(details === undefined ? {} : { details }), requestId } });
}

/** The one place where an error becomes an answer, for handlers, guards, pipes, parsers and unknown addresses alike. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.meaningOf(thrown, request);
    const answer = answerTo(error);
    if (answer.ours) {
      this.logger.write('error', 'a request failed', {
        error: toError(error),
        requestId: request.id,
        code: answer.code,
      });
    }
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    sendError(request, reply, answer);
  }

  /** Nest wraps Fastify's errors in HttpException and names an unknown address in words only. */
  private meaningOf(thrown: unknown, request: FastifyRequest): unknown {
    if (!(thrown instanceof HttpException)) return thrown;
    if (request.is404 && thrown.getStatus() === 404) {
      const allowed = this.routes.methodsAt(request.url);
      return allowed.length > 0 && !allowed.includes(request.method)
        ? new MethodNotAllowed(allowed)
        : new UnknownAddress();
    }
    return thrown;
  }
}

/** Sends an error answer as JSON, or as a page where the route is one. */
export function sendError(request: FastifyRequest, reply: FastifyReply, answer: ErrorAnswer): void {
  const isPage = !request.is404 && marksOf(request).page !== undefined;
  void reply
    .code(answer.status)
    .headers(answer.headers)
    .removeHeader('etag')
    .type(isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    .serializer((body: unknown) => String(body))
    .send(isPage ? errorPage(answer, request.id) : errorBody(answer, request.id));
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(`thrown: ${typeof value}`);
}
