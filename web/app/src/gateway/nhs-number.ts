/** An NHS number as people read it: three, three and four digits. */
export function spaced(nhsNumber: string): string {
  return nhsNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

/** The ten digits of what somebody typed or pasted, or why it is no NHS number. */
export type ReadNumber = { digits: string } | { problem: string };

/**
 * Reads an NHS number with or without spaces and hyphens. The last digit is a check digit (modulus 11, NHS Data
 * Dictionary): a digit that was mistyped is told here and not by opening somebody else's record.
 */
export function readNhsNumber(text: string): ReadNumber {
  const digits = text.replace(/[\s-]/g, '');
  if (digits === '') {
    return { problem: 'Enter an NHS number' };
  }
  if (!/^\d{10}$/.test(digits)) {
    return { problem: 'An NHS number has ten digits, for example 999 000 0018' };
  }
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  if (check !== Number(digits[9]) || digits === '0000000000') {
    return { problem: 'This is not an NHS number: a digit is wrong. Check it against the letter or the system that you have it from' };
  }
  return { digits };
}
