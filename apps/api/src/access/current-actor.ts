import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '#accounts';
import type { GuardedRequest } from './access.guard.js';

/** The actor that the guard found. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<GuardedRequest>().actor ?? { kind: 'anonymous' };
});

/** The keyed hash of the caller's network. */
export const NetworkKey = createParamDecorator((_data: unknown, context: ExecutionContext): Buffer | undefined => {
  return context.switchToHttp().getRequest<GuardedRequest>().networkKey;
});
