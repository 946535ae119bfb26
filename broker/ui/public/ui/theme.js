// Before anything is drawn: the theme that was chosen in this browser, where one was.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Without storage the theme is the system's.
}
