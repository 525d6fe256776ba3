import './jitless.ts'
import './ui/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { useLanguage } from './words.ts'

document.documentElement.lang = useLanguage.getState().language
const page = document.getElementById('page')
if (page === null) throw new Error('index.html has no #page')
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
