const typedInto = 'input, textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox]'
const notText = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'color', 'file', 'image']

/** True where letters are text: no single key may fire there. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const field = target.closest(typedInto)
  return field !== null && !(field instanceof HTMLInputElement && notText.includes(field.type))
}

/** True inside what floats above the screen and has keys of its own. */
export function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]') !== null
  )
}

const pressed =
  'button, a[href], summary, input, video, audio, [role=button], [role=radio], [role=checkbox], [role=switch], [role=tab], [role=treeitem], [role=option]'
const steered =
  'input, video, audio, [role=radiogroup], [role=slider], [role=tablist], [role=tree], [role=treegrid], [role=listbox], [role=separator]'
const steering = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']

/** True when the focused control itself answers this key: Space on a button, arrows on a slider. */
export function controlTakes(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (key === ' ' || key === 'Enter') return target.closest(pressed) !== null
  return steering.includes(key) && target.closest(steered) !== null
}
