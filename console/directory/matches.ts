/** Whether every word that was typed is there; hyphens and spaces in numbers do not matter. */
export function matches(text: string, typed: string): boolean {
  const [words, plain] = [text.toLowerCase(), text.replaceAll(/[\s-]/g, '').toLowerCase()]
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word) || plain.includes(word.replaceAll('-', '')))
}
