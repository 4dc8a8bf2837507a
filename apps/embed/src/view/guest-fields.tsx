import { useState } from 'preact/hooks';
import type { GuestPolicy } from '#contracts';
import type { PageStorage } from '../service/storage.js';
import { useMoreWords } from './lazily.js';

/** Who writes without signing in, and what they want to hear of. */
export interface GuestValues {
  readonly name: string;
  readonly email: string;
  readonly notify: 'none' | 'replies' | 'all';
}

const NAME = 'guest';
const NOBODY: GuestValues = { name: '', email: '', notify: 'replies' };

/** What was filled in last, in this browser. */
export function useGuest(storage: PageStorage): [GuestValues, (values: GuestValues) => void] {
  const [values, setValues] = useState<GuestValues>(() => ({
    ...NOBODY,
    ...(storage.readJson(NAME) as GuestValues | undefined),
  }));
  const change = (next: GuestValues) => {
    setValues(next);
    storage.write(NAME, JSON.stringify(next));
  };
  return [values, change];
}

/** Name and address of a guest. */
export function GuestFields(props: {
  values: GuestValues;
  onChange: (values: GuestValues) => void;
  guests: GuestPolicy;
}) {
  const { values, onChange, guests } = props;
  const more = useMoreWords();
  const isNeeded = guests === 'await-verification';
  return (
    <div class="fields">
      <label>
        {more.name}
        <input
          value={values.name}
          onInput={({ currentTarget }) => onChange({ ...values, name: currentTarget.value })}
          required
          maxLength={40}
          autocomplete="name"
          part="input"
        />
      </label>
      <label>
        <span>
          {more.email} <small>({isNeeded ? more.neverShown : more.optional})</small>
        </span>
        <input
          type="email"
          value={values.email}
          onInput={({ currentTarget }) => onChange({ ...values, email: currentTarget.value })}
          required={isNeeded}
          autocomplete="email"
          part="input"
        />
      </label>
    </div>
  );
}
