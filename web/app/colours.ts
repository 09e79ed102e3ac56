import type { Plugin } from 'postcss';

/**
 * The NHS.UK frontend calculates with its colours, so that they can't be CSS variables, which they have to be to turn
 * dark. frame/nhs.scss therefore gives it colours that nobody uses, and each is replaced by its variable here.
 */
const variables = [
  'text', 'text-quiet', 'page', 'surface', 'red', 'green', 'line', 'line-strong', 'input-line', 'input', 'hover', 'link', 'link-hover',
] as const;

const standIn = /#fe00([0-9a-f]{2})\b/gi;

export function coloursByVariable(): Plugin {
  return {
    postcssPlugin: 'colours-by-variable',
    Declaration(declaration) {
      declaration.value = declaration.value.replace(standIn, (_, place: string) => {
        const name = variables[Number.parseInt(place, 16) - 1];
        if (name === undefined) {
          throw declaration.error(`There is no colour ${place}.`);
        }
        return `var(--${name})`;
      });
    },
  };
}
