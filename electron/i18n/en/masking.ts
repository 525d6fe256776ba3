export const masking = {}
