/** What tests see of the languages of zod. */
export {};
