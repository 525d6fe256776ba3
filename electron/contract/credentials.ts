import { z } from 'zod'

/** Somebody says who they are: to sign in, or as the second person for an approval. */
export const Credentials = z.strictObject({
  loginName: z.string().min(1).max(40),
  password: z.string().min(1).max(200),
})
