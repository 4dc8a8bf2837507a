import { type Browser, chromium } from 'playwright-core';

/** Where browsers are installed by the systems that CI and developers use. */
const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Opens a browser that talks to nobody by itself. */
export async function openBrowser(): Promise<Browser> {
  const errors: unknown[] = [];
  for (const executablePath of EXECUTABLES) {
    try {
      return await chromium.launch({ executablePath, headless: true, args: QUIET });
    } catch (error) {
      errors.push(error);
    }
  }
  throw new Error(`No Chromium was found at ${EXECUTABLES.join(', ')}. Install the package chromium.`, {
    cause: errors[0],
  });
}

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
