export const techniquePages = async () => ({});
