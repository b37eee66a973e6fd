/** A person does not understand a line, lacks what it takes for granted, or nobody does what it says to ask for. */
export class CannotFollow extends Error {}
