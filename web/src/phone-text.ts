/** A number as it is written where it belongs: “(202) 555-0101”; of another country as it is kept. */
export const phoneText = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
