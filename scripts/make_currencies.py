"""Make the table of currencies from the two lists the ISO 4217 agency publishes.

    python scripts/make_currencies.py list-one.xml list-three.xml [--check]

List one holds the codes in use, list three the withdrawn ones; both are public at
https://www.six-group.com/en/products-services/financial-information/data-standards.html
(the package `iso-4217` carries the same files). List three has no minor units: those of codes
withdrawn since the euro's changeover are given below, as the OpenJDK keeps them since it never
removes a code (src/java.base/share/data/currency/CurrencyData.properties).
"""

import argparse
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from dunnix.money.iso4217 import CurrencyRow, table_hash

TABLE = Path(__file__).parents[1] / "src/dunnix/money/data/iso4217.json"
WITHDRAWN_SINCE = "2002-01"
WITHDRAWN_WITHOUT_DECIMALS = "ADP BEF BYR ESP GRD ITL LUF MGF PTE ROL TPE TRL"
WITHDRAWN_WITH_TWO = (
    "AFA ANG ATS AYM AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC HRK IEP LTL LVL MRO MTL MZM NLG "
    "RUR SDD SIT SKK SLL SRG STD TMM USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR"
)
WITHDRAWN_DIGITS = {
    code: digits
    for digits, codes in ((0, WITHDRAWN_WITHOUT_DECIMALS), (2, WITHDRAWN_WITH_TWO))
    for code in codes.split()
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list_one", type=Path)
    parser.add_argument("list_three", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with the shipped table")
    arguments = parser.parse_args()
    current = ET.parse(arguments.list_one).getroot()  # noqa: S314 - a file the caller chose
    historic = ET.parse(arguments.list_three).getroot()  # noqa: S314 - a file the caller chose
    rows = sorted([*in_use(current), *withdrawn(historic, {row[0] for row in in_use(current)})])
    text = table_text(current.attrib["Pblshd"], rows)
    print(f"as of {current.attrib['Pblshd']}, {len(rows)} codes, hash {table_hash(rows)}")
    if not arguments.check:
        TABLE.write_text(text, encoding="utf-8")
        return 0
    if TABLE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TABLE} differs from the lists", file=sys.stderr)
    return 1


def in_use(root: ET.Element) -> list[CurrencyRow]:
    rows: dict[str, CurrencyRow] = {}
    for entry in root.iter("CcyNtry"):
        code = entry.findtext("Ccy")
        if code is None:  # Antarctica and others have no currency
            continue
        digits = said(entry, "CcyMnrUnts")
        rows[code] = (
            code,
            said(entry, "CcyNbr"),
            None if digits == "N.A." else int(digits),
            said(entry, "CcyNm"),
            None,
        )
    return list(rows.values())


def withdrawn(root: ET.Element, codes_in_use: set[str]) -> list[CurrencyRow]:
    latest: dict[str, CurrencyRow] = {}
    for entry in root.iter("HstrcCcyNtry"):
        code, month = said(entry, "Ccy"), said(entry, "WthdrwlDt")
        if code in codes_in_use or month < WITHDRAWN_SINCE or code not in WITHDRAWN_DIGITS:
            continue
        if code in latest and (latest[code][4] or "") >= month:
            continue
        number, name = said(entry, "CcyNbr"), said(entry, "CcyNm")
        latest[code] = (code, number, WITHDRAWN_DIGITS[code], name, month)
    return list(latest.values())


def table_text(as_of: str, rows: list[CurrencyRow]) -> str:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"as_of": "{as_of}",\n"currencies": [\n{lines}\n]}}\n'


def said(entry: ET.Element, tag: str) -> str:
    return " ".join((entry.findtext(tag) or "").split())


if __name__ == "__main__":
    sys.exit(main())
