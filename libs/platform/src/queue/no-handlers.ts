import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HandlerRegistry } from './worker/handler-registry.js';

/** Ends the start of an api process that would handle jobs. */
@Injectable()
export class NoHandlers implements OnModuleInit {
  constructor(@Inject(HandlerRegistry) private readonly registry: HandlerRegistry) {}

  /** @throws {WorkerRefused} */
  onModuleInit(): void {
    this.registry.assertNone();
  }
}
