const DIGITS = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']
const PLACES = ['', '십', '백', '천']
const MYRIADS = ['', '만', '억', '조']

/** `3,500원` */
export function won(amount: number): string {
  return `${amount.toLocaleString('ko-KR')}원`
}

/**
 * `금3,500원(금삼천오백원)`: figures and letters, so that neither can be changed alone. Letters name every digit, ones
 * included (행정업무의 운영 및 혁신에 관한 규정 시행규칙: `금113,560원(금일십일만삼천오백육십원)`). Whole won below 10¹⁶.
 */
export function formalWon(amount: number): string {
  return `금${won(amount)}(금${inLetters(amount)}원)`
}

function inLetters(amount: number): string {
  if (amount === 0) return '영'
  const digits = Array.from(String(amount), Number).reverse()
  const groups = MYRIADS.map((myriad, group) => {
    const named = digits
      .slice(group * 4, group * 4 + 4)
      .map((digit, place) => (digit === 0 ? '' : `${DIGITS[digit]}${PLACES[place]}`))
      .reverse()
      .join('')
    return named === '' ? '' : named + myriad
  })
  return groups.reverse().join('')
}
