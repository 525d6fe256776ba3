import { create } from 'zustand'
import type { RequestQuery } from '#contract/requests.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestState } from '#domain/request.ts'
import type { RequestKind } from '#domain/request-form.ts'
import { parseFootageDay } from './typing.ts'

/** What is looked for in the list of requests, as it is typed and chosen. */
export interface Search {
  text: string
  kind: RequestKind | 'any'
  state: RequestState | 'open' | 'any'
  cameraId: CameraId | 'any'
  fromOn: string
  toOn: string
  page: number
}

const first: Search = {
  text: '',
  kind: 'any',
  state: 'open',
  cameraId: 'any',
  fromOn: '',
  toOn: '',
  page: 0,
}

/** It stays while a request of the list is looked at; the lock forgets it, since it may name somebody. */
export const useSearch = create<Search>()(() => first)

/** Narrows or widens it; what is found then is shown from its first page on. */
export function look(change: Partial<Search>): void {
  useSearch.setState({ page: 0, ...change })
}

export function forgetSearch(): void {
  useSearch.setState(first)
}

/** Requests on one page of the list. */
export const PAGE_SIZE = 50

/** What the office is asked. A day that is none narrows nothing. */
export function queryOf(search: Search, todayOn: string): RequestQuery & { offset: number; limit: number } {
  const { text, kind, state, cameraId, page } = search
  const fromOn = parseFootageDay(search.fromOn, todayOn)
  const toOn = parseFootageDay(search.toOn, todayOn)
  return {
    text: text.trim().slice(0, 100),
    ...(kind !== 'any' && { kind }),
    ...(state !== 'any' && { state }),
    ...(cameraId !== 'any' && { cameraId }),
    ...(fromOn !== undefined && { fromOn }),
    ...(toOn !== undefined && { toOn }),
    offset: page * PAGE_SIZE,
    limit: PAGE_SIZE,
  }
}

/** Whether anything but the usual is asked: then an empty list says nothing of the station. */
export function isNarrowed({ page: _page, ...search }: Search): boolean {
  const { page: _first, ...usual } = first
  return JSON.stringify(search) !== JSON.stringify(usual)
}
