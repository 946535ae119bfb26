// After an installation: builds the web pages, where what builds them was installed as well.

let vite
try {
  vite = await import('vite')
} catch {
  console.log('The web pages are not built, since Vite is not installed.')
}
await vite?.build({ root: import.meta.dirname, configFile: `${import.meta.dirname}/vite.config.ts`, logLevel: 'warn' })
