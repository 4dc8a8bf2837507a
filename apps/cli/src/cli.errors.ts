/** A command was given something it cannot work with. Ends the program with 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = UsageError.name;
  }
}

/** A command cannot do its work as things stand. Ends the program with 1. */
export class CommandFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = CommandFailed.name;
  }
}
