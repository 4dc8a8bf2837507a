/** What of the installation itself matters to its readers. */
export interface ProcessingGround {
  /** The host of the mail server that mails leave by; undefined when they leave by none. */
  readonly mailHost: string | undefined;
  readonly limitsRates: boolean;
}
