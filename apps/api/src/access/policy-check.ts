import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ENDPOINT } from './endpoint.js';

/** Ends the start of an api in which a route says nothing about who may call it (reliability.md A5). */
@Injectable()
export class PolicyCheck implements OnModuleInit {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype, name }) => {
      const prototype = (metatype as { prototype?: object } | null)?.prototype;
      if (prototype === undefined) return [];
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => isOpen((prototype as Record<string, unknown>)[method]))
        .map((method) => `${String(name)}.${method}`);
    });
    if (open.length > 0)
      throw new Error(`These routes have no policy: ${open.join(', ')}. Give each an @Endpoint({ policy }).`);
  }
}

function isOpen(handler: unknown): boolean {
  return (
    typeof handler === 'function' &&
    Reflect.hasMetadata(PATH_METADATA, handler) &&
    !Reflect.hasMetadata(ENDPOINT, handler)
  );
}
