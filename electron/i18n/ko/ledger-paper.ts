import type { DestructionCause } from '../../domain/ledger/registers.ts'
import { ledger } from './ledger.ts'

const causes: Record<DestructionCause, string> = {
  expired: '보관기간 만료',
  asked: '삭제 요구',
  'working-copy': '작업본',
}

/** Words of the ledger's papers and tables (domain §9.2, 9.3, 9.9, §11). Statutory papers are Korean whatever the screen's language is. */
export const ledgerPaper = {
  titles: {
    book: '개인영상정보 관리대장',
    provisions: '개인정보의 목적 외 이용 및 제3자 제공 대장',
    destructions: '개인정보파일 파기 관리대장',
    acts: '접속기록',
  },
  /** Printed only where the institution has compared the drawing with the official one. */
  forms: {
    book: '「표준 개인정보 보호지침」 별지 제3호서식',
    provisions: '「개인정보 처리 방법에 관한 고시」 별지 제1호서식',
    destructions: '「표준 개인정보 보호지침」 별지 제5호서식',
  },
  ten: '10칸',
  twelve: '개인정보보호위원회 안내서의 12칸',
  institution: (name: string) => `기관명: ${name}`,
  period: (fromOn: string, toOn: string) =>
    `기간: ${fromOn.replaceAll('-', '. ')}. ~ ${toOn.replaceAll('-', '. ')}.`,
  filter: (terms: readonly string[]) => `조건: ${terms.length === 0 ? '전체' : terms.join(' · ')}`,
  total: (label: string, count: number) => `${label} ${count.toLocaleString('ko-KR')}`,
  count: (count: number) => `모두 ${count.toLocaleString('ko-KR')}건`,
  columns: {
    book: [
      '번호',
      '구분',
      '일시',
      '파일명/형태',
      '담당자',
      '목적/사유',
      '이용·제공받는 제3자/열람등 요구자',
      '이용·제공 근거',
      '이용·제공 형태',
      '이용·제공 기간 및 파기예정일자',
      '파기 여부 등 결과 및 처리일자',
      '안전관리 요청 내용 및 결과',
    ],
    period: '기간',
    provisions: [
      '개인정보(파일) 명칭',
      '구분',
      '목적 외 이용기관 (담당자 소속·성명·전화)',
      '제공받는 기관 (담당자 소속·성명·전화)',
      '이용·제공 날짜 및 기간',
      '이용·제공 형태',
      '법적 근거',
      '목적',
      '항목',
      '제한·조치 요청 내용(법 제18조제5항)',
    ],
    destructions: [
      '번호',
      '개인정보 파일명',
      '자료의 종류',
      '생성일',
      '폐기일',
      '폐기사유',
      '처리담당자',
      '처리부서장',
    ],
    acts: [
      '순번',
      '식별자',
      '접속일시',
      '접속지 정보',
      '처리한 정보주체 정보',
      '수행업무',
      '접수번호',
      '결과',
    ],
  },
  /** A later line puts this one right; both print (domain §11). */
  corrects: (target: number) => `정정(${target}번)`,
  correctionReason: (reason: string) => `(정정 사유: ${reason})`,
  correctedBy: (later: number) => `→ ${later}번에서 정정`,
  corrections: '정정',
  /** As on the screen. */
  works: ledger.works,
  results: ledger.results,
  causes,
  /** Where no person acted. */
  station: '스테이션',
  terms: {
    kind: (kind: string) => `구분 ${kind}`,
    camera: (number: number) => `${number}번 카메라`,
    name: (name: string) => `담당 ${name}`,
    text: (text: string) => `찾을 말 '${text}'`,
  },
  verification: (on: string, of: 'entries' | 'hashes') =>
    `관리대장_검증용_${of === 'entries' ? '항목' : '해시'}_${on}.vsl`,
  consistency: (from: number, to: number) => `확인점_사이_증명_${from}_${to}.vsc`,
  exporting: { entries: '관리대장 검증용 항목', hashes: '관리대장 검증용 해시' },
  empty: '이 기간에 기록된 내용이 없습니다.',
  continued: '(이어짐)',
  approval: '결재',
  printed: (by: string, at: string, reason: string) => `인쇄: ${by} · ${at} · 사유: ${reason}`,
  printedShort: (by: string, at: string) => `인쇄: ${by} · ${at}`,
  checkpoint: '대장 확인점',
  size: (size: string) => `${Number(size).toLocaleString('ko-KR')}건까지`,
  root: '뿌리 해시',
  key: '서명키 지문(SHA-256)',
  preview: '미리보기',
}
