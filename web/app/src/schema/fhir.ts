/** What a description says of FHIR: resources and elements, UK Core profiles, code systems. */
const NAMED = /\(((?:FHIR|UK Core|UKCore|dm\+d)[^()]*)\)/g;

/**
 * The FHIR and UK Core mapping that a description names: "An allergy (FHIR AllergyIntolerance, UKCore-AllergyIntolerance)."
 * The schema's descriptions are the one place in which it is written.
 */
export function mappingIn(description: string | null | undefined): string[] {
  const found: string[] = [];
  for (const [, named] of (description ?? '').matchAll(NAMED)) {
    let system = '';
    for (const part of (named ?? '').split(/[,;]\s*/)) {
      const words = part.trim();
      system = /^(FHIR|UK Core)\b/.exec(words)?.[0] ?? system;
      found.push(/^(FHIR|UK ?Core|dm\+d)/.test(words) || system === '' ? words : `${system} ${words}`);
    }
  }
  return [...new Set(found)];
}
