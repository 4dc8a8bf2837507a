import { define } from './element.js';

/** The app stands at `/embed/…` of the service that it talks to. */
define(new URL(import.meta.url).origin);
