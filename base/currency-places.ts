import { unitOf } from "./unit.ts";

/**
 * Currencies in which no group keeps books with us yet, by their decimal places (ISO 4217): a calculator counts in them
 * all the same. Notes and coins are not known of these, so they are no units (`unit.ts`).
 */
const elsewhere: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK KMF PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF ILS IRR JMD KES KGS KPW KYD " +
    "KZT LAK LBP LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PKR " +
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL TJS TMT TOP TRY TTD TWD TZS UAH UYU " +
    "UZS VES WST XCD YER ZAR ZMW",
  3: "BHD IQD JOD KWD LYD OMR TND",
};

/** Decimal places of a unit of ours or of another currency, by its code. */
export function placesOf(code: string): number | undefined {
  const known = Object.entries(elsewhere).find(([, codes]) => codes.split(" ").includes(code));
  return unitOf(code)?.scale ?? (known && Number(known[0]));
}
