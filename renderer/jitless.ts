/**
 * The page's policy forbids making code from text, and zod, which comes along with the domain's rules, tries it as soon
 * as a schema is made unless it has been told not to. Imported before everything else.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
