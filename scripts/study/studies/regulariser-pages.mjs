export const regulariserPages = async () => ({});
