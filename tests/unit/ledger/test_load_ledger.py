"""Ledgers in every form they come in."""

import datetime as dt
import json
import os
import pickle
from pathlib import Path

import pytest

from dunnix.errors import LedgerError
from dunnix.ledger import Ledger, dump_ledger, load_ledger
from dunnix.model import (
    Account,
    Action,
    Allocation,
    Block,
    Contact,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Reply,
    Task,
    strike_balance,
)
from dunnix.money import Money, total

ROOT = Path(__file__).resolve().parents[3]
IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER", str(ROOT.parent / "shared" / "data" / "ibm_receivables.csv")
    )
)
IBM_COLUMNS = {
    "id": "invoiceNumber",
    "debtor": "customerID",
    "amount": "InvoiceAmount",
    "issue_date": "InvoiceDate",
    "due_date": "DueDate",
    "paid_on": "SettledDate",
}
EURO = Money("100.00", "EUR")
DUE = dt.date(2026, 2, 4)
INVOICE = Invoice(id="F-1", due_date=DUE, amount=EURO)
ROW = {"id": "F-1", "due_date": "2026-02-04", "amount": "100.00", "currency": "EUR"}
ACCOUNT = {"debtor": {"id": "D42"}, "invoices": [ROW]}
LINES = "id,debtor,due_date,amount,currency\nF-1,D42,2026-02-04,100.00,EUR\n"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def folder_of(path: Path, **files: str) -> Path:
    for name, content in files.items():
        write(path / f"{name}.csv", content)
    return path


@pytest.mark.parametrize("content", [{"accounts": [ACCOUNT]}, [ACCOUNT], ACCOUNT])
def test_json_holds_accounts_a_list_of_them_or_one(tmp_path: Path, content: object) -> None:
    path = write(tmp_path / "ledger.json", json.dumps(content))

    ledger = load_ledger(path)

    assert ledger == Ledger(
        accounts=[Account(debtor=Debtor(id="D42"), invoices=[INVOICE])], source=path.as_posix()
    )


def test_json_lines_hold_an_account_a_line_and_accounts_come_sorted(tmp_path: Path) -> None:
    lines = [json.dumps({"debtor": {"id": name}}) for name in ("D7", "D42")]
    path = write(tmp_path / "ledger.jsonl", "\n\n".join(lines) + "\n")

    ledger = load_ledger(path)

    assert [account.debtor.id for account in ledger.accounts] == ["D42", "D7"]


def test_a_folder_of_csv_files_holds_all_there_is_to_know(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        invoices="id,debtor,due_date,amount,currency,issue_date,region\n"
        "F-1,D42,2026-02-04,100.00,EUR,2026-01-05,north\n"
        "F-2,D42,2026-03-04,100.00,EUR,,0012\n",
        instalments="invoice,number,due_date,amount\n"
        "F-2,1,2026-02-04,50.00\nF-2,2,2026-03-04,50.00\n",
        debtors="id,name,party,credit_limit,currency,segment\nD42,Martin,company,100.00,EUR,key\n",
        contacts="id,debtor,role,email,opted_out\nK1,D42,manager,m@martin.example,sms;fax\n",
        payments="id,debtor,date,amount,currency,invoice,pending\n"
        "P-1,D42,2026-02-05,60.00,EUR,,\nP-2,D42,2026-02-06,1.00,EUR,F-1,true\n",
        allocations="payment,invoice,amount\nP-1,F-1,40.00\nP-1,F-2#1,20.00\n",
        promises="id,debtor,made_on,due_by,amount,currency,invoices\n"
        "Q-1,D42,2026-02-05,2026-02-16,60.00,EUR,F-1;F-2#1\n",
        plans="id,debtor,number,due_date,amount,currency,agreed_on,invoices,status\n"
        "PL-1,D42,1,2026-03-04,50.00,EUR,2026-02-10,F-2#2,signed\n",
        disputes="id,debtor,opened_on,reason,invoice,amount\nX-1,D42,2026-02-01,quality,F-1,5.00\n",
        blocks="id,debtor,since,reason\nB-1,D42,2026-02-01,goodwill\n",
        tasks="id,debtor,due_on,kind,invoice,time\nT-1,D42,2026-02-03,disputes,F-1,14:30\n",
        actions="id,debtor,step,date,status,invoices\nA-1,D42,call,2026-02-05,done,F-1;F-2#1=\n",
        happenings="id,debtor,date,kind,reason\nH-1,D42,2026-02-05,reply,difficulty\n",
    )

    ledger = load_ledger(tmp_path)

    half = Money("50.00", "EUR")
    assert ledger.problems == ()
    assert ledger.accounts == (
        Account(
            debtor=Debtor(
                id="D42",
                name="Martin",
                party="company",
                credit_limit=EURO,
                contacts=[
                    Contact(
                        id="K1", role="manager", email="m@martin.example", opted_out=["sms", "fax"]
                    )
                ],
                facts={"segment": "key"},
            ),
            invoices=[
                Invoice(
                    id="F-1",
                    issue_date=dt.date(2026, 1, 5),
                    due_date=DUE,
                    amount=EURO,
                    facts={"region": "north"},
                ),
                Invoice(
                    id="F-2",
                    due_date=dt.date(2026, 3, 4),
                    amount=EURO,
                    instalments=[
                        Instalment(number=1, due_date=DUE, amount=half),
                        Instalment(number=2, due_date=dt.date(2026, 3, 4), amount=half),
                    ],
                    facts={"region": "0012"},
                ),
            ],
            payments=[
                Payment(
                    id="P-1",
                    date=dt.date(2026, 2, 5),
                    amount=Money("60.00", "EUR"),
                    allocations=[
                        Allocation(invoice="F-1", amount=Money("40.00", "EUR")),
                        Allocation(invoice="F-2#1", amount=Money("20.00", "EUR")),
                    ],
                ),
                Payment(
                    id="P-2",
                    date=dt.date(2026, 2, 6),
                    amount=Money("1.00", "EUR"),
                    invoice="F-1",
                    pending=True,
                ),
            ],
            promises=[
                PromiseToPay(
                    id="Q-1",
                    made_on=dt.date(2026, 2, 5),
                    due_by=dt.date(2026, 2, 16),
                    amount=Money("60.00", "EUR"),
                    invoices=["F-1", "F-2#1"],
                )
            ],
            plans=[
                PaymentPlan(
                    id="PL-1",
                    agreed_on=dt.date(2026, 2, 10),
                    instalments=[Instalment(number=1, due_date=dt.date(2026, 3, 4), amount=half)],
                    invoices=["F-2#2"],
                    status="signed",
                )
            ],
            disputes=[
                Dispute(
                    id="X-1",
                    opened_on=dt.date(2026, 2, 1),
                    reason="quality",
                    invoice="F-1",
                    amount=Money("5.00", "EUR"),
                )
            ],
            blocks=[Block(id="B-1", since=dt.date(2026, 2, 1), reason="goodwill")],
            tasks=[
                Task(
                    id="T-1",
                    due_on=dt.date(2026, 2, 3),
                    kind="disputes",
                    invoices=["F-1"],
                    time=dt.time(14, 30),
                )
            ],
            actions=[
                Action(
                    id="A-1",
                    step="call",
                    date=dt.date(2026, 2, 5),
                    status="done",
                    invoices=["F-1", "F-2#1="],
                )
            ],
            happenings=[Reply(id="H-1", date=dt.date(2026, 2, 5), reason="difficulty")],
        ),
    )


def test_what_was_read_from_csv_is_the_same_from_its_json(tmp_path: Path) -> None:
    ledger = load_ledger(write(tmp_path / "ledger.csv", LINES))

    again = load_ledger(write(tmp_path / "ledger.json", dump_ledger(ledger)))

    assert again.accounts == ledger.accounts


def test_ledgers_pickle(tmp_path: Path) -> None:
    ledger = load_ledger(write(tmp_path / "ledger.csv", LINES))

    assert pickle.loads(pickle.dumps(ledger)) == ledger  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + LINES,
        LINES.replace("\n", "\r\n"),
        LINES.replace("\n", "\r"),
        LINES.replace(",", ";"),
        LINES.replace(",", "\t"),
        LINES.replace(",", " , "),
        LINES.replace("D42", '"D42"'),
        "\n" + LINES.replace("\n", "\n\n,,,,\n"),
        LINES.rstrip("\n"),
    ],
)
def test_marks_delimiters_line_ends_and_empty_rows_make_no_difference(
    tmp_path: Path, content: str
) -> None:
    ledger = load_ledger(write(tmp_path / "ledger.csv", content))

    assert ledger.accounts == (Account(debtor=Debtor(id="D42"), invoices=[INVOICE]),)


def test_lines_are_those_of_the_file_when_cells_span_several(tmp_path: Path) -> None:
    content = (
        "id,debtor,due_date,amount,currency,note\n"
        'F-1,D42,2026-02-04,100.00,EUR,"one\ntwo"\n'
        "F-2,D7,2026-02-31,100.00,EUR,\n"
    )

    ledger = load_ledger(write(tmp_path / "ledger.csv", content))

    place = ledger.problems[0].place
    assert place is not None
    assert (place.line, place.field) == (4, "due_date")


def test_columns_are_mapped_and_the_others_kept_as_facts(tmp_path: Path) -> None:
    content = "No,CustomerID,Due,Sum,PaperlessBill,Région\n00017,D42,4.2.2026,100.00,Paper,Nord\n"
    columns = {"id": "No", "debtor": "CustomerID", "due_date": "Due", "amount": "Sum"}

    ledger = load_ledger(
        write(tmp_path / "ledger.csv", content),
        columns={**columns, "region": "Région"},
        currency="EUR",
        dates="D.M.YYYY",
    )

    invoice = Invoice(
        id="00017",
        due_date=DUE,
        amount=EURO,
        facts={"paperless_bill": "Paper", "region": "Nord"},
    )
    assert ledger.accounts == (Account(debtor=Debtor(id="D42"), invoices=[invoice]),)


def test_one_column_may_serve_two_fields(tmp_path: Path) -> None:
    columns = {"issue_date": "due_date", "due_date": "due_date"}

    ledger = load_ledger(write(tmp_path / "ledger.csv", LINES), columns=columns)

    assert ledger.accounts[0].invoices[0].issue_date == DUE


def test_a_problem_names_the_column_as_the_file_has_it(tmp_path: Path) -> None:
    content = LINES.replace("due_date", "DueDate").replace("2026-02-04", "soon")

    ledger = load_ledger(write(tmp_path / "l.csv", content), columns={"due_date": "DueDate"})

    place = ledger.problems[0].place
    assert place is not None
    assert (place.line, place.field) == (2, "DueDate")


def test_a_row_of_its_own_currency_keeps_it(tmp_path: Path) -> None:
    content = LINES + "F-2,D42,2026-02-04,100.00,\n"

    ledger = load_ledger(write(tmp_path / "ledger.csv", content), currency="GBP")

    assert [each.currency for each in ledger.accounts[0].invoices] == ["EUR", "GBP"]


def test_an_invoice_paid_in_full_has_a_payment_of_that_day(tmp_path: Path) -> None:
    content = (
        "id,debtor,due_date,amount,currency,paid_on\n"
        "F-1,D42,2026-02-04,100.00,EUR,2026-02-06\nCN-1,D42,2026-02-04,-5.00,EUR,2026-02-06\n"
    )

    ledger = load_ledger(write(tmp_path / "ledger.csv", content))

    assert ledger.accounts[0].payments == (
        Payment(id="F-1:paid", date=dt.date(2026, 2, 6), amount=EURO, invoice="F-1"),
    )
    assert [problem.code for problem in ledger.problems] == ["paid-on-left-out"]


def test_a_later_row_without_paid_on_takes_the_money_back() -> None:
    later = {**ROW, "recorded_on": "2026-03-01"}
    account = Account.from_dict(
        {"debtor": {"id": "D42"}, "invoices": [{**ROW, "paid_on": "2026-02-06"}, later]}
    )

    owed = [
        strike_balance(account, day).claims[0].open
        for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1))
    ]

    assert owed == [0, 10_000]


def test_versions_of_a_debtor_become_what_was_known_when(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        invoices=LINES,
        debtors="id,owner,recorded_on\nD42,lea,2026-03-01\nD42,max,\n",
        contacts="debtor,role\nD42,manager\n",
    )

    account = load_ledger(tmp_path).accounts[0]

    contact = Contact(role="manager")
    assert account.debtor == Debtor(
        id="D42", owner="lea", contacts=[contact], recorded_on=dt.date(2026, 3, 1)
    )
    assert account.former == (Debtor(id="D42", owner="max", contacts=[contact]),)


def test_contacts_of_a_debtor_who_isnt_listed_are_kept(tmp_path: Path) -> None:
    folder_of(tmp_path, invoices=LINES, contacts="debtor,role\nD42,manager\n")

    account = load_ledger(tmp_path).accounts[0]

    assert account.debtor == Debtor(id="D42", contacts=[Contact(role="manager")])


def test_an_allocation_belongs_to_the_version_recorded_with_it(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        invoices=LINES,
        payments="id,debtor,date,amount,currency,recorded_on\n"
        "P-1,D42,2026-02-05,10.00,EUR,\nP-1,D42,2026-02-05,10.00,EUR,2026-02-09\n",
        allocations="payment,invoice,amount,recorded_on\nP-1,F-1,10.00,2026-02-09\n",
    )

    first, second = load_ledger(tmp_path).accounts[0].payments

    assert first.allocations == ()
    assert second.allocations == (Allocation(invoice="F-1", amount=Money("10.00", "EUR")),)


def test_files_whose_names_start_with_a_point_are_no_part_of_a_ledger(tmp_path: Path) -> None:
    folder_of(tmp_path, invoices=LINES)
    write(tmp_path / ".DS_Store", b"\x00")

    assert load_ledger(tmp_path).problems == ()


def test_a_bad_row_holds_its_account_and_no_other(tmp_path: Path) -> None:
    content = LINES + "F-2,D7,2026-02-30,100.00,EUR\n"

    ledger = load_ledger(write(tmp_path / "ledger.csv", content))

    assert [account.debtor.id for account in ledger.held] == ["D7"]
    assert [account.debtor.id for account in ledger.accounts] == ["D42", "D7"]


def test_strictly_read_one_bad_row_refuses_the_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.csv", LINES + "F-2,D7,2026-02-30,100.00,EUR\n")

    with pytest.raises(LedgerError) as caught:
        load_ledger(path, strict=True)

    assert [problem.code for problem in caught.value.problems] == ["no-such-day"]


def test_a_cell_that_is_far_too_long_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.csv", LINES + '"' + "x" * 200_000)

    with pytest.raises(LedgerError, match="a cell is far too long"):
        load_ledger(path)


def test_deeply_nested_json_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.json", "[" * 200_000)

    with pytest.raises(LedgerError) as caught:
        load_ledger(path)

    assert caught.value.problems[0].code == "bad-json"


def test_a_number_of_thousands_of_digits_is_a_problem(tmp_path: Path) -> None:
    rows = json.dumps({"accounts": [ACCOUNT]}).replace('"100.00"', "1" * 9_999)

    ledger = load_ledger(write(tmp_path / "ledger.json", rows))

    assert [problem.code for problem in ledger.problems] == ["wrong-type"]


def test_options_that_would_do_nothing_are_wrong_calls(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.json", json.dumps(ACCOUNT))

    with pytest.raises(ValueError, match="are for CSV files"):
        load_ledger(path, delimiter=";")
    with pytest.raises(ValueError, match="are for CSV files"):
        load_ledger(path, columns={"id": "no"})


def test_a_delimiter_and_a_currency_are_checked_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.csv", LINES)

    with pytest.raises(ValueError, match="`delimiter` must be one of"):
        load_ledger(path, delimiter="ab")
    with pytest.raises(ValueError, match="ISO 4217"):
        load_ledger(path, currency="EURO")


def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "ledger.xlsx", b"PK")

    with pytest.raises(LedgerError, match=r"a ledger isn't read from `\.xlsx` files"):
        load_ledger(path)


@pytest.mark.skipif(not IBM.exists(), reason="the IBM receivables sample isn't here")
@pytest.mark.long
def test_open_amounts_of_the_ibm_sample_are_the_known_ones() -> None:
    ledger = load_ledger(IBM, columns=IBM_COLUMNS, currency="USD", dates="M/D/YYYY")

    owed = [
        total(
            (
                Money.minor(claim.open, "USD")
                for account in ledger.accounts
                for claim in strike_balance(account, day).claims
            ),
            "USD",
        ).amount_text()
        for day in (dt.date(2012, 12, 31), dt.date(2013, 6, 30), dt.date(2013, 11, 15))
    ]

    assert ledger.problems == ()
    assert sum(len(account.invoices) for account in ledger.accounts) == 2466
    assert owed == ["5725.06", "5119.85", "4672.84"]
