"""What to do next to get an invoice paid: a pure function with a small language around it.

`import dunnix` is the one way in. Names are loaded when they are first used, so that importing
costs next to nothing; nothing but attrs and the standard library is loaded until words, files or
pictures are asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    # `as` makes a name public to checkers; isort would give each of them an import of its own.
    # isort: off
    from dunnix.calendars import (
        Calendar as Calendar,
        OnClosedDay as OnClosedDay,
        calendar_names as calendar_names,
        load_calendar as load_calendar,
    )
    from dunnix.comparison import (
        DecisionChanges as DecisionChanges,
        ScenarioChanges as ScenarioChanges,
        compare_decisions as compare_decisions,
        compare_scenarios as compare_scenarios,
    )
    from dunnix.engine import (
        ActionLine as ActionLine,
        Assignment as Assignment,
        CalledFor as CalledFor,
        ContactRule as ContactRule,
        Copy as Copy,
        Decision as Decision,
        EffectInForce as EffectInForce,
        Guard as Guard,
        Held as Held,
        HeldReason as HeldReason,
        NextAction as NextAction,
        Window as Window,
        Withdrawal as Withdrawal,
        decide as decide,
        decide_many as decide_many,
    )
    from dunnix.engine.explain import Stopper as Stopper, WhyNot as WhyNot
    from dunnix.errors import (
        DunnixError as DunnixError,
        LedgerError as LedgerError,
        Place as Place,
        Problem as Problem,
        RecordError as RecordError,
        ScenarioError as ScenarioError,
        ScenarioTestError as ScenarioTestError,
        Severity as Severity,
        UnknownCalendarError as UnknownCalendarError,
        UnknownCurrencyError as UnknownCurrencyError,
    )
    from dunnix.figures import (
        draw_account as draw_account,
        draw_account_page as draw_account_page,
        draw_ageing as draw_ageing,
        draw_collection_curves as draw_collection_curves,
        draw_decision as draw_decision,
        draw_page as draw_page,
        draw_payment_profile as draw_payment_profile,
        draw_reactions as draw_reactions,
        draw_scenario as draw_scenario,
        draw_trend as draw_trend,
    )
    from dunnix.inspection import (
        Proved as Proved,
        ScenarioFinding as ScenarioFinding,
        ScenarioReport as ScenarioReport,
        Unproved as Unproved,
        Witness as Witness,
        check_scenario as check_scenario,
    )
    from dunnix.importers import (
        Difference as Difference,
        ImportedScenario as ImportedScenario,
        RuleSystem as RuleSystem,
        import_rules as import_rules,
    )
    from dunnix.instants import (
        Instants as Instants,
        Opening as Opening,
        next_opening as next_opening,
        window_instants as window_instants,
    )
    from dunnix.interest import (
        InterestStatement as InterestStatement,
        Jurisdiction as Jurisdiction,
        late_interest as late_interest,
        load_jurisdiction as load_jurisdiction,
        load_rate_table as load_rate_table,
        recovery_indemnity as recovery_indemnity,
    )
    from dunnix.ledger import (
        Finding as Finding,
        FindingSeverity as FindingSeverity,
        Ledger as Ledger,
        QualityReport as QualityReport,
        Sighting as Sighting,
        check_ledger as check_ledger,
        dump_ledger as dump_ledger,
        load_ledger as load_ledger,
    )
    from dunnix.metrics import (
        AgeBucket as AgeBucket,
        Ageing as Ageing,
        AgeingLine as AgeingLine,
        AgendaLine as AgendaLine,
        AgendaRespect as AgendaRespect,
        Basis as Basis,
        CashSource as CashSource,
        CeiForm as CeiForm,
        CollectionCurve as CollectionCurve,
        CollectionCurves as CollectionCurves,
        ContactGaps as ContactGaps,
        ContactRhythm as ContactRhythm,
        Credits as Credits,
        DsoMethod as DsoMethod,
        ExchangeRate as ExchangeRate,
        ExchangeRates as ExchangeRates,
        ExpectedAmount as ExpectedAmount,
        ExpectedCash as ExpectedCash,
        Figure as Figure,
        Figures as Figures,
        LossRate as LossRate,
        LossRates as LossRates,
        Measure as Measure,
        PaymentProfile as PaymentProfile,
        PaymentProfiles as PaymentProfiles,
        Provision as Provision,
        ProvisionBucket as ProvisionBucket,
        ProvisionLine as ProvisionLine,
        RollRate as RollRate,
        RollRates as RollRates,
        StepEffect as StepEffect,
        StepEffects as StepEffects,
        Table as Table,
        Trend as Trend,
        TurnoverBalance as TurnoverBalance,
        Unit as Unit,
        ZeroSales as ZeroSales,
        age_receivables as age_receivables,
        agenda_respect as agenda_respect,
        average_days_delinquent as average_days_delinquent,
        average_days_late as average_days_late,
        average_days_to_pay as average_days_to_pay,
        average_terms as average_terms,
        best_possible_dso as best_possible_dso,
        collection_curves as collection_curves,
        collection_effectiveness as collection_effectiveness,
        collection_rate as collection_rate,
        concentration as concentration,
        contact_delay as contact_delay,
        contact_gaps as contact_gaps,
        converted as converted,
        cost_of_dso_day as cost_of_dso_day,
        days_beyond_terms as days_beyond_terms,
        days_sales_outstanding as days_sales_outstanding,
        days_to_resolve as days_to_resolve,
        dispute_rate as dispute_rate,
        expected_cash as expected_cash,
        loss_rates as loss_rates,
        overdue_ratio as overdue_ratio,
        paid_on_time as paid_on_time,
        payment_profile as payment_profile,
        promises_kept as promises_kept,
        provision as provision,
        receivables_turnover as receivables_turnover,
        roll_rates as roll_rates,
        step_effects as step_effects,
        trend as trend,
    )
    from dunnix.migration import (
        MigratedAccount as MigratedAccount,
        MigratedReceivable as MigratedReceivable,
        Migration as Migration,
        MigrationError as MigrationError,
        migrate as migrate,
    )
    from dunnix.model import (
        Account as Account,
        Acknowledgment as Acknowledgment,
        Action as Action,
        ActionStatus as ActionStatus,
        Allocation as Allocation,
        Block as Block,
        CallBack as CallBack,
        CausedBy as CausedBy,
        Contact as Contact,
        ContactOutcome as ContactOutcome,
        ContactPlace as ContactPlace,
        Debtor as Debtor,
        Dispute as Dispute,
        Extension as Extension,
        HandOver as HandOver,
        Insolvency as Insolvency,
        Instalment as Instalment,
        InvalidValueError as InvalidValueError,
        Invoice as Invoice,
        Netting as Netting,
        PaidInvoices as PaidInvoices,
        Party as Party,
        Payment as Payment,
        PaymentHistory as PaymentHistory,
        PaymentPlan as PaymentPlan,
        Penalty as Penalty,
        PlanStatus as PlanStatus,
        PromiseStanding as PromiseStanding,
        PromiseToPay as PromiseToPay,
        Reply as Reply,
        ReplyReason as ReplyReason,
        Role as Role,
        Standing as Standing,
        Task as Task,
        Waiver as Waiver,
    )
    from dunnix.money import Money as Money
    from dunnix.planning import (
        Agenda as Agenda,
        AgendaEntry as AgendaEntry,
        AgendaKind as AgendaKind,
        AgendaState as AgendaState,
        Alert as Alert,
        AlertRule as AlertRule,
        OwnerWork as OwnerWork,
        ProjectedDay as ProjectedDay,
        Projection as Projection,
        ProjectionEnd as ProjectionEnd,
        Pushed as Pushed,
        Worklist as Worklist,
        agenda as agenda,
        alerts as alerts,
        breaks_promises as breaks_promises,
        keeps_promises as keeps_promises,
        pays_on as pays_on,
        pays_on_due as pays_on_due,
        project as project,
        silence as silence,
        standard_alerts as standard_alerts,
        to_ical as to_ical,
        together as together,
        worklist as worklist,
    )
    from dunnix.procedure import Procedure as Procedure, procedure_of as procedure_of
    from dunnix.scenario import (
        Arm as Arm,
        AssignRule as AssignRule,
        EscalationStep as EscalationStep,
        LatePayment as LatePayment,
        PackRule as PackRule,
        PriorityRule as PriorityRule,
        Reaction as Reaction,
        RulePack as RulePack,
        Scenario as Scenario,
        ScenarioRegistry as ScenarioRegistry,
        Strategy as Strategy,
        Switch as Switch,
        load_rule_pack as load_rule_pack,
        load_scenario as load_scenario,
        load_strategy as load_strategy,
        parse_scenario as parse_scenario,
        parse_strategy as parse_strategy,
        rule_pack_names as rule_pack_names,
    )
    from dunnix.schema import json_schema as json_schema
    from dunnix.terms import (
        PaymentTerms as PaymentTerms,
        format_terms as format_terms,
        parse_terms as parse_terms,
    )
    from dunnix.testing.coverage import (
        ScenarioCoverage as ScenarioCoverage,
        scenario_coverage as scenario_coverage,
    )
    from dunnix.testing.expectation import (
        ExpectedAction as ExpectedAction,
        ExpectedHold as ExpectedHold,
        ScenarioTest as ScenarioTest,
        ScenarioTestFile as ScenarioTestFile,
    )
    from dunnix.testing.load import (
        load_scenario_tests as load_scenario_tests,
        parse_scenario_tests as parse_scenario_tests,
    )
    from dunnix.testing.run import (
        ScenarioTestResult as ScenarioTestResult,
        run_scenario_tests as run_scenario_tests,
    )

# The same names where they live, for whoever runs it; a test compares the two.
# fmt: off
_HOMES: Final = {
    "calendars": ("Calendar", "OnClosedDay", "calendar_names", "load_calendar"),
    "comparison": (
        "DecisionChanges", "ScenarioChanges", "compare_decisions", "compare_scenarios",
    ),
    "engine": (
        "ActionLine", "Assignment", "CalledFor", "ContactRule", "Copy", "Decision",
        "EffectInForce", "Guard", "Held", "HeldReason", "NextAction", "Window", "Withdrawal",
        "decide", "decide_many",
    ),
    "engine.explain": ("Stopper", "WhyNot"),
    "errors": (
        "DunnixError", "LedgerError", "Place", "Problem", "RecordError", "ScenarioError",
        "ScenarioTestError", "Severity", "UnknownCalendarError", "UnknownCurrencyError",
    ),
    "figures": (
        "draw_account", "draw_account_page", "draw_ageing", "draw_collection_curves",
        "draw_decision", "draw_page", "draw_payment_profile", "draw_reactions", "draw_scenario",
        "draw_trend",
    ),
    "inspection": (
        "Proved", "ScenarioFinding", "ScenarioReport", "Unproved", "Witness", "check_scenario",
    ),
    "importers": ("Difference", "ImportedScenario", "RuleSystem", "import_rules"),
    "instants": ("Instants", "Opening", "next_opening", "window_instants"),
    "interest": (
        "InterestStatement", "Jurisdiction", "late_interest", "load_jurisdiction",
        "load_rate_table", "recovery_indemnity",
    ),
    "ledger": (
        "Finding", "FindingSeverity", "Ledger", "QualityReport", "Sighting", "check_ledger",
        "dump_ledger", "load_ledger",
    ),
    "metrics": (
        "AgeBucket", "Ageing", "AgeingLine", "AgendaLine", "AgendaRespect", "Basis", "CashSource",
        "CeiForm", "CollectionCurve", "CollectionCurves", "ContactGaps", "ContactRhythm", "Credits",
        "DsoMethod", "ExchangeRate", "ExchangeRates", "ExpectedAmount", "ExpectedCash", "Figure",
        "Figures", "LossRate", "LossRates", "Measure", "PaymentProfile", "PaymentProfiles",
        "Provision", "ProvisionBucket", "ProvisionLine", "RollRate", "RollRates", "StepEffect",
        "StepEffects", "Table", "Trend", "TurnoverBalance", "Unit", "ZeroSales", "age_receivables",
        "agenda_respect", "average_days_delinquent", "average_days_late", "average_days_to_pay",
        "average_terms", "best_possible_dso", "collection_curves", "collection_effectiveness",
        "collection_rate", "concentration", "contact_delay", "contact_gaps", "converted",
        "cost_of_dso_day", "days_beyond_terms", "days_sales_outstanding", "days_to_resolve",
        "dispute_rate", "expected_cash", "loss_rates", "overdue_ratio", "paid_on_time",
        "payment_profile", "promises_kept", "provision", "receivables_turnover", "roll_rates",
        "step_effects", "trend",
    ),
    "migration": (
        "MigratedAccount", "MigratedReceivable", "Migration", "MigrationError", "migrate",
    ),
    "model": (
        "Account", "Acknowledgment", "Action", "ActionStatus", "Allocation", "Block", "CallBack",
        "CausedBy", "Contact", "ContactOutcome", "ContactPlace", "Debtor", "Dispute", "Extension",
        "HandOver", "Insolvency", "Instalment", "InvalidValueError", "Invoice", "Netting",
        "PaidInvoices", "Party", "Payment", "PaymentHistory", "PaymentPlan", "Penalty",
        "PlanStatus", "PromiseStanding", "PromiseToPay", "Reply", "ReplyReason", "Role", "Standing",
        "Task", "Waiver",
    ),
    "money": ("Money",),
    "planning": (
        "Agenda", "AgendaEntry", "AgendaKind", "AgendaState", "Alert", "AlertRule", "OwnerWork",
        "ProjectedDay", "Projection", "ProjectionEnd", "Pushed", "Worklist", "agenda", "alerts",
        "breaks_promises", "keeps_promises", "pays_on", "pays_on_due", "project", "silence",
        "standard_alerts", "to_ical", "together", "worklist",
    ),
    "procedure": ("Procedure", "procedure_of"),
    "scenario": (
        "Arm", "AssignRule", "EscalationStep", "LatePayment", "PackRule", "PriorityRule",
        "Reaction", "RulePack", "Scenario", "ScenarioRegistry", "Strategy", "Switch",
        "load_rule_pack", "load_scenario", "load_strategy", "parse_scenario", "parse_strategy",
        "rule_pack_names",
    ),
    "schema": ("json_schema",),
    "terms": ("PaymentTerms", "format_terms", "parse_terms"),
    "testing.coverage": ("ScenarioCoverage", "scenario_coverage"),
    "testing.expectation": (
        "ExpectedAction", "ExpectedHold", "ScenarioTest", "ScenarioTestFile",
    ),
    "testing.load": ("load_scenario_tests", "parse_scenario_tests"),
    "testing.run": ("ScenarioTestResult", "run_scenario_tests"),
}
# fmt: on
_HOME_OF: Final = dict(sorted((name, home) for home, names in _HOMES.items() for name in names))

if not TYPE_CHECKING:  # who reads types takes what is imported above as itself
    __all__ = list(_HOME_OF)


def __getattr__(name: str) -> object:
    if name == "frames":  # an extra: not in `__all__`, for `import *` must do without it
        return import_module("dunnix.frames")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module `dunnix` has no attribute `{name}`")
    value = getattr(import_module(f"dunnix.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
