"""Every table of the language: read from a file, built in Python, written out again."""

from pathlib import Path
from typing import Any

import pytest

from dunnix.engine import tasks
from dunnix.errors import Problem, ScenarioError
from dunnix.model import FrozenMap
from dunnix.scenario import (
    Cap,
    Channel,
    ContactRules,
    DayHours,
    Duration,
    EscalationStep,
    OnRelease,
    PauseKind,
    PauseRule,
    PauseRules,
    Phase,
    PhaseRule,
    Quiet,
    QuietAfter,
    Reaction,
    Scenario,
    Statement,
    TimeSpan,
    Timing,
    check_text,
    load_scenario,
    parse_scenario,
)
from dunnix.scenario.triggers import TaskKind

WHOLE = Path(__file__).parent / "the-whole-language.toml"
HEAD = 'id = "x"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"\n'
STEP = '[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"\n'


def read(extra: str) -> Scenario:
    return parse_scenario(f"{HEAD}{extra}\n{STEP}", name="x.toml")


def built(**keys: Any) -> Scenario:
    steps = [EscalationStep(id="call", at="due + 1d", channel="phone")]
    head: dict[str, Any] = {
        "id": "x",
        "version": "1",
        "currency": "EUR",
        "if_behind": "one-at-a-time",
        "steps": steps,
    }
    return Scenario(**(head | keys))


def problems_of(extra: str) -> list[Problem]:
    return list(check_text(f"{HEAD}{extra}\n{STEP}", name="x.toml"))


def faults_of(**keys: Any) -> list[tuple[str, str]]:
    with pytest.raises(ScenarioError) as caught:
        built(**keys)
    return [(problem.code, problem.message) for problem in caught.value.problems]


def whole_in_python() -> Scenario:
    """Give the scenario of the file, from plain texts, every default given once spelled out."""
    shared: dict[str, Any] = {"sender": "account-manager", "to": ["accounts-payable", "manager"]}
    notice = [*("late-interest", "recovery-indemnity", "no-discount")]
    return Scenario(
        id="fr-b2b",
        version="2026.1",
        title={"fr": "Relance B2B", "en": "B2B dunning"},
        currency="EUR",
        timezone="Europe/Paris",
        calendar="FR",
        if_behind="skip-to-latest",
        ignore_below="5.00",
        late_after="2d",
        amounts={"small": "50.00", "court": "5000.00"},
        facts={
            "debtor": {"segment": ["key", "sme", "micro"]},
            "invoice": {"credit_insured": {"type": "bool", "if_missing": False}},
        },
        people={
            "credit-manager": "Credit manager",
            "account-manager": "Account manager",
            "disputes": "Disputes desk",
        },
        channels={"whatsapp": "sms"},
        effects={"no-discount": "No more discounts"},
        late_payment={"law": "fr"},
        gap="3d",
        contact={
            "rules": ["eu-b2b-good-practice"],
            "at_most": ["2 per 7d", "1 whatsapp per 1m, each receivable"],
            "silence_at_most": "14d",
            "hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"], "sat": ["09:00-12:00"]},
            "run_on": ["mon-fri"],
            "closed_days": False,
            "quiet": {"conversation": "7d", "refusal": {"time": "60d", "channels": ["phone"]}},
            "waiting": "14d",
            "forbidden_places": ["home"],
        },
        phases={"amicable": {"ends_by": "due + 45d", "at_most": 5}},
        tones={
            "softer": "known(debtor.paid_late_percent) and debtor.paid_late_percent < 5",
            "firmer": "debtor.broken_promises >= 2",
        },
        allow={"nobody-reports": "audits are recorded by our own software"},
        steps=[
            EscalationStep(
                id="courtesy",
                phase="pre-due",
                at="due - 7d",
                until="due",
                latest="due - 3d",
                channel="email",
                sender="account-manager",
                to=["accounts-payable"],
                tone="friendly",
                when="amount_due >= small",
            ),
            EscalationStep(
                id="call",
                phase="amicable",
                at="due + 1d",
                channel="phone",
                fallback=["email"],
                copy=["whatsapp"],
                tone="friendly",
                goal=["reason", "promise"],
                concede=["date", "plan"],
                repeat={"every": "5d", "latest": "7d", "until": "due + 28d"},
                summary={"channel": "email", "template": "call-summary"},
                **shared,
            ),
            EscalationStep(
                id="formal-notice",
                phase="pre-litigation",
                at="due + 30d",
                channel="registered-letter",
                sender="account-manager",
                to=["executive", "manager"],
                cc=["credit-manager"],
                tone="formal",
                mandatory=True,
                mode="confirm:credit-manager",
                deadline="8d",
                effects=notice,
                fee="15",
                fee_waived_if_paid_within="10d",
                announces=["agency", "payment-order", "stop-deliveries"],
            ),
            EscalationStep(id="last-talk", at="go-to", do="task", **shared),
            EscalationStep(
                id="agency",
                phase="litigation",
                at="due + 60d",
                after="formal-notice",
                do="hand-over",
                sender="account-manager",
                to=["agency"],
                when="amount_due < court",
            ),
            EscalationStep(
                id="ask-the-agency",
                at="hand-over + 30d",
                channel="email",
                sender="account-manager",
                to=["agency"],
                tone="neutral",
                allow={"tone-softens": "the agency is a partner, not the debtor"},
            ),
            EscalationStep(
                id="payment-order",
                phase="litigation",
                at="due + 60d",
                after="formal-notice",
                do="court",
                path="fr-injonction-de-payer",
                mode="confirm:credit-manager",
                when="amount_due >= court",
                effects=["stop-deliveries"],
                **shared,
            ),
        ],
        promise={"tolerance": "2bd", "at_most_broken": 2},
        pauses={
            "dispute": {
                "limit": "45d",
                "afterwards": "task:disputes",
                "quality": {"limit": "20d"},
            },
            "block": {"on_release": "catch-up"},
            "promise": {"on_release": "restart"},
        },
        reactions=[
            Reaction(
                id="promise-broken",
                on="promise-broken",
                at="event + 1d",
                channel="phone",
                tone="firm",
            ),
            Reaction(
                id="invoice-not-received",
                on="reply:not-received",
                channel="email",
                template="duplicate",
                times=2,
            ),
            Reaction(
                id="refusal",
                on="reply:refusal",
                channel="letter",
                latest="event + 3d",
                then="go-to:last-talk",
            ),
            Reaction(id="claim", on="insolvency", do="task", deadline="2m", then="stop"),
            Reaction(id="audited", on="task-done:audit", channel="email"),
        ],
        statements=[
            {"id": "monthly", "every": "1m", "channel": "email", "when": "debtor.open >= small"}
        ],
    )


def test_the_whole_language_is_read_without_a_fault_but_what_is_allowed() -> None:
    problems = check_text(WHOLE.read_bytes(), name="whole.toml")

    assert [(problem.code, problem.allowed) for problem in problems] == [
        ("tone-softens", "the agency is a partner, not the debtor"),
        ("nobody-reports", "audits are recorded by our own software"),
    ]


def test_a_file_and_plain_texts_of_python_build_equal_scenarios_of_the_whole_language() -> None:
    from_file = load_scenario(WHOLE)

    assert whole_in_python() == from_file
    assert whole_in_python().hash == from_file.hash


def test_the_whole_language_comes_back_equal_from_its_own_toml() -> None:
    whole = load_scenario(WHOLE)

    again = parse_scenario(whole.to_toml(), name="again.toml")

    assert again == whole
    assert again.canonical() == whole.canonical()


def test_the_sections_are_written_in_the_order_of_the_language() -> None:
    lines = load_scenario(WHOLE).to_toml().splitlines()

    headers = [line for line in lines if line.startswith("[") and line != "[[step]]"]

    assert headers == [
        *("[amounts]", "[facts.debtor]", "[facts.invoice]", "[people]", "[channels]", "[effects]"),
        *("[late-payment]", "[contact]", "[phases]", "[tone]", "[allow]"),
        *("[pause.block]", "[pause.dispute]", "[pause.promise]"),
        *["[[reaction]]"] * 5,
        "[[statement]]",
    ]


@pytest.mark.parametrize(
    ("name", "hash_of_it"),
    [
        ("fr-b2b", "c1ee73b5f341f7eca2afa944f764ab7a0ae8a0f16d950dcb248df094c3379947"),
        ("gentle", "3c63f721f8950c2dee9afe2ca24776d4c70ea611717c0459d156e51acb98b012"),
        ("b2b-international", "0089ffd25386337f0a0461703cac22f7008b2d66303b3d16bb8f137dba3ffe96"),
    ],
)
def test_what_the_language_has_learnt_changes_no_hash_of_an_older_scenario(
    name: str, hash_of_it: str
) -> None:
    assert load_scenario(f"{name}@2026.0").hash == hash_of_it


def test_the_rules_of_contact_are_values() -> None:
    rules = read(
        '[contact]\ngap = "2d"\nat_most = ["7 phone per 7d, each receivable"]\n'
        'hours = { fri-sat = "10:00-24:00", mon = [] }\nrun_on = ["sat-mon", "sun"]\n'
        'quiet = { refusal = { time = "2m" }, conversation = "7d" }\nclosed_days = true'
    )

    assert str(rules.gap) == "2d"
    assert rules.contact == ContactRules(
        at_most=(
            Cap(
                count=7,
                channel=Channel("phone"),
                within=Duration.parse("7d"),
                each_receivable=True,
            ),
        ),
        hours=(
            DayHours(weekday=4, spans=(TimeSpan(600, 1440),)),
            DayHours(weekday=5, spans=(TimeSpan(600, 1440),)),
        ),
        run_on=(0, 5, 6),
        quiet=(
            Quiet(after=QuietAfter.CONVERSATION, time=Duration.parse("7d")),
            Quiet(after=QuietAfter.REFUSAL, time=Duration.parse("2m")),
        ),
    )


def test_parts_made_in_python_are_taken_as_they_are() -> None:
    rules = ContactRules(at_most=(Cap.parse("2 per 7d"),), hours=(DayHours(weekday=6, spans=()),))
    phases = [
        PhaseRule(phase=Phase.LITIGATION, at_most=3),
        PhaseRule(phase=Phase.AMICABLE, ends_by=Timing.parse("due + 45d")),
    ]
    pauses = PauseRules(by_kind=FrozenMap({"dispute": PauseRule(on_release=OnRelease.RESTART)}))
    statement = Statement(id="monthly", every=Duration.parse("1m"), channel=Channel("email"))

    made = built(phases=phases, pauses=pauses, statements=[statement])

    assert [rule.phase for rule in made.phases] == [Phase.AMICABLE, Phase.LITIGATION]
    assert made.pauses == pauses
    assert made.statements == (statement,)
    assert faults_of(contact=rules) == [
        ("bad-hours", "`contact.hours`: hours that leave no time for any contact")
    ]


@pytest.mark.parametrize(
    ("extra", "pauses"),
    [
        ("", PauseRules()),
        ('[pause.dispute]\nlimit = "60d"\nafterwards = "task:collector"', PauseRules()),
        ('[pause.dispute.price]\non_release = "continue"', PauseRules()),
        ("[pause.promise]\nat_most_broken = 1", PauseRules()),
        (
            '[pause.insolvency]\nlimit = "60d"',
            PauseRules(by_kind=FrozenMap({"insolvency": PauseRule()})),
        ),
    ],
)
def test_spelling_out_the_default_of_a_pause_says_nothing_but_of_an_insolvency(
    extra: str, pauses: PauseRules
) -> None:
    assert read(extra).pauses == pauses


def test_a_reason_of_a_dispute_takes_the_rest_from_all_disputes() -> None:
    pauses = read(
        '[pause.dispute]\nafterwards = "task:disputes"\n[pause.dispute.quality]\nlimit = "20d"'
    ).pauses

    assert pauses.rule(PauseKind.DISPUTE, "quality") == PauseRule(
        limit=Duration.parse("20d"), afterwards="disputes"
    )
    assert pauses.rule(PauseKind.DISPUTE, "price") == PauseRule(afterwards="disputes")


def test_a_reaction_has_its_defaults_from_the_scenario() -> None:
    reaction, claim = read(
        '[[reaction]]\nid = "again"\non = "reply:not-received"\nchannel = "email"\n'
        '[[reaction]]\nid = "claim"\non = "insolvency"\ndo = "court"'
    ).reactions

    assert (str(reaction.at), str(reaction.until)) == ("event", "event + 30d")
    assert (str(reaction.then), reaction.times, reaction.tone) == ("continue", None, "neutral")
    assert (reaction.attempts, len(reaction.to), str(reaction.mode)) == (2, 3, "auto")
    assert (str(claim.mode), claim.to) == ("confirm:collector", ())
    assert reaction.title_in("fr") == "again"


def test_what_every_step_has_is_said_once_and_changes_nothing_else() -> None:
    once = parse_scenario(
        f'{HEAD}[defaults]\nchannel = "email"\ntone = "firm"\nfallback = ["letter"]\n'
        '[[step]]\nid = "one"\nat = "due + 1d"\n'
        '[[step]]\nid = "two"\nat = "due + 2d"\ntone = "formal"\n'
        '[[step]]\nid = "talk"\nat = "due + 3d"\ndo = "task"\n',
        name="once.toml",
    )

    shared: dict[str, Any] = {"channel": "email", "fallback": ["letter"]}
    assert once == built(
        steps=[
            EscalationStep(id="one", at="due + 1d", tone="firm", **shared),
            EscalationStep(id="two", at="due + 2d", tone="formal", **shared),
            EscalationStep(id="talk", at="due + 3d", do="task", tone="firm"),
        ]
    )


def test_a_fault_of_what_every_step_has_is_told_once_where_it_stands() -> None:
    steps = "".join(f'[[step]]\nid = "{name}"\nat = "due + 5d"\n' for name in ("one", "two"))

    problems = check_text(f'{HEAD}[defaults]\nuntil = "due"\nchannel = "fone"\n{steps}', name="x")

    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("x:6:9", "until-before-at"),
        ("x:7:11", "unknown-channel"),
    ]


def test_a_wrong_reaction_names_all_that_is_wrong_with_it() -> None:
    with pytest.raises(ScenarioError) as caught:
        Reaction(
            id="again",
            on="reply:never",
            at="due + 1d",
            after="call",
            phase="amicable",
            repeat={"every": "5d"},
            then="go on",
            times=0,
        )

    assert [(problem.code, problem.message) for problem in caught.value.problems] == [
        (
            "unknown-reason",
            "reaction `again`, `on`: `never` is no reason of a reply: nobody could report it",
        ),
        ("bad-then", "reaction `again`, `then`: `go on` doesn't say how to go on"),
        ("out-of-range", "reaction `again`, `times`: `0` is not between 1 and 100"),
        ("unknown-key", "reaction `again`, `after`: a reaction has no key `after`"),
        ("unknown-key", "reaction `again`, `phase`: a reaction has no key `phase`"),
        (
            "unknown-key",
            "reaction `again`, `repeat.every`: `repeat` of a reaction has no key `every`",
        ),
        (
            "anchor-out-of-place",
            "reaction `again`, `at`: a reaction is counted from its event, not from `due`",
        ),
        (
            "missing-channel",
            "reaction `again`: a reaction that contacts the debtor needs `channel`",
        ),
    ]


def test_a_wrong_scenario_names_all_that_is_wrong_with_its_tables() -> None:
    assert faults_of(
        contact={"at_most": ["2 a week"], "gap": "1d"},
        phases=["amicable"],
        pauses={"dispute": {"limit": 45}, "disputes": {}},
        tones="firm",
        people={"Boss": "The boss"},
        late_after=2,
        reactions=[Reaction(id="call", on="settled", channel="fone", then="go-to:nowhere")],
        statements=[{"id": "call", "every": "1m", "channel": "email", "when": "debtor.angry"}],
    ) == [
        ("bad-cap", "`contact.at_most`: `2 a week` is no cap"),
        ("unknown-key", "`contact.gap`: `contact` has no key `gap`"),
        ("wrong-type", "`phases`: a text where a table is wanted"),
        ("wrong-type", "`pauses.dispute.limit`: a bare number where a quoted duration is wanted"),
        ("unknown-key", "`pauses.disputes`: there is no pause `disputes`"),
        ("wrong-type", "`tones`: a text where a table is wanted"),
        ("bad-role", "`people.Boss`: `Boss` is no role of ours"),
        ("wrong-type", "`late_after`: a bare number where a quoted duration is wanted"),
        ("duplicate-id", "reaction `call`, `id`: the id `call` is taken already"),
        ("duplicate-id", "statement `call`, `id`: the id `call` is taken already"),
        ("unknown-step", "reaction `call`, `then`: there is no step `nowhere`"),
        ("unknown-channel", "reaction `call`, `channel`: `fone` is no channel"),
        ("undeclared-fact", "statement `call`, `when`: there is no fact `debtor.angry`"),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pauses", PauseRules(by_kind=FrozenMap({"sleep": PauseRule()}))),
        ("pauses", PauseRules(by_kind=FrozenMap({"block": PauseRule(afterwards="The Boss")}))),
        ("contact", ContactRules(hours=(DayHours(weekday=7, spans=()),))),
        ("contact", ContactRules(waiting=Duration.parse("0d"))),
        ("reactions", [EscalationStep(id="call", at="due", channel="fax")]),
        ("statements", 3),
        ("phases", {"amicable": {"at_most": 0}}),
        ("contact", {"hours": {"mon": ["18:00-09:00"]}}),
    ],
)
def test_a_part_that_cannot_be_is_refused(key: str, value: object) -> None:
    assert len(faults_of(**{key: value})) == 1


def test_the_tasks_a_reaction_can_wait_for_are_those_the_engine_proposes() -> None:
    proposed = {
        value for name, value in vars(tasks).items() if name.isupper() and isinstance(value, str)
    }

    assert proposed == set(TaskKind)


def test_too_many_reactions_are_refused() -> None:
    reaction = '[[reaction]]\nid = "r{}"\non = "no-reply:{}"\ndo = "task"\n'
    many = "".join(reaction.format(number, number % 99 + 1) for number in range(101))

    codes = {problem.code for problem in problems_of(many)}

    assert codes == {"too-many-steps", "reaction-shadowed"}
