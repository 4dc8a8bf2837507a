import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One answered request. `route` is the pattern, never the address, so that the number of series stays bounded. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** The bucket bounds in seconds bracket the product's read and post targets (bar.md R1-R3). */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The numbers of this process in Prometheus' text format. Rooms register their own metrics on `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'colloquy_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  /** Plain numbers, because a hit must cost less than a labelled counter does; Prometheus gets them when it asks. */
  private readonly hits = { 200: 0, 304: 0 };

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const { hits } = this;
    new Counter({
      name: 'colloquy_page_cache_hits_total',
      help: 'Answers served from the page cache, by status.',
      labelNames: ['status'],
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc({ status: '200' }, hits[200]);
        this.inc({ status: '304' }, hits[304]);
      },
    });
  }

  /** The `content-type` of `text()`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** Counts one answered request. */
  answered(request: AnsweredRequest): void {
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    this.requests.labels(method, request.route, String(request.status)).observe(request.ms / 1000);
  }

  /** Counts one answer of the page cache, which reaches no route. */
  servedPage(status: 200 | 304): void {
    this.hits[status] += 1;
  }

  /** Every metric, as Prometheus reads them. */
  async text(): Promise<string> {
    return this.registry.metrics();
  }
}
