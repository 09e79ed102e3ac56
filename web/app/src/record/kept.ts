const PERSON_KEY = 'london-care-record.person';

/** The number of the person who is open in this tab: never in an address, and gone when the tab is closed. */
export function keptPerson(): string | null {
  const number = sessionStorage.getItem(PERSON_KEY);
  return number === null || !/^\d{10}$/.test(number) ? null : number;
}

export function keepPerson(nhsNumber: string | null): void {
  if (nhsNumber === null) {
    sessionStorage.removeItem(PERSON_KEY);
  } else {
    sessionStorage.setItem(PERSON_KEY, nhsNumber);
  }
}
