from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Shell

EXPLAIN = "explain ledger --scenario fr-b2b --as-of 2026-02-05 --debtor"


def test_a_decision_is_explained_with_what_would_stop_each_action(shell: "Shell") -> None:
    ran = shell.run(f"{EXPLAIN} D42")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("D42 on 5 February 2026, by fr-b2b@2026.1\n")
    assert "F-101 leads: due on 4 February 2026, 1 day past due." in ran.out
    assert "What would stop fr-b2b:F-101:call:1\n  - a payment of €1,200.00\n" in ran.out


def test_a_step_that_is_not_taken_is_explained_on_demand(shell: "Shell") -> None:
    ran = shell.run(f"{EXPLAIN} D42 --step formal-notice --language fr")

    assert "Pourquoi pas `formal-notice` aujourd'hui\n" in ran.out
    assert "6 mars 2026" in ran.out


def test_an_unknown_step_or_debtor_is_named_with_the_nearest(shell: "Shell") -> None:
    step = shell.run(f"{EXPLAIN} D42 --step formal-notic")
    debtor = shell.run(f"{EXPLAIN} D41")

    assert (step.code, debtor.code) == (2, 2)
    assert step.err == (
        "dunnix: `fr-b2b@2026.1` has no step `formal-notic`\n"
        "  hint: did you mean `formal-notice`?\n"
    )
    assert debtor.err == ("dunnix: the ledger has no debtor `D41`\n  hint: did you mean `D42`?\n")


def test_an_account_with_a_bad_row_is_said_to_be_held_for_it(shell: "Shell") -> None:
    shell.write("ledger/blocks.csv", "id,debtor,since,reason\nB1,D42,2026-02-31,goodwill\n")

    ran = shell.run(f"{EXPLAIN} D42 --step formal-notice")

    assert ran.code == 1
    assert "a row of its account can't be read" in ran.out
    assert "Some rows of this account can't be read" in ran.out
    assert "its data must be mended first" in ran.out
    assert "ledger/blocks.csv:2" in ran.err


def test_an_account_of_which_nothing_can_be_read_is_not_said_to_have_nothing_to_do(
    shell: "Shell",
) -> None:
    shell.write("led.csv", "id,debtor,due_date,amount,currency\nF-1,D1,,5.00,EUR\n")

    ran = shell.run("explain led.csv --scenario fr-b2b --as-of 2026-02-05 --debtor D1")

    assert ran.code == 1
    assert ran.out.endswith(
        "Some rows of this account can't be read: "
        "nothing is decided about them until they are mended.\n"
    )
