"""What makes the figures of a report doubtful, as people read it.

Findings are English in every language, as problems are; what stands around them is not.
"""

from collections import Counter

from dunnix.cli.metrics import sentences as texts
from dunnix.cli.streams import Screen, clean
from dunnix.ledger import FindingSeverity, QualityReport
from dunnix.words import Words


def is_doubtful(found: QualityReport) -> bool:
    """Tell whether anything found makes a figure wrong, or probably does."""
    return any(each.severity is not FindingSeverity.INFO for each in found)


def show_findings(screen: Screen, found: QualityReport, say: Words) -> None:
    """Show how many findings there are, then each with where it was seen and what to do."""
    screen.title(say.say(texts.FINDINGS))
    screen.put(count_of(found, say))
    for finding in found:
        for line in str(finding).splitlines():
            screen.put(clean(line))


def count_of(found: QualityReport, say: Words) -> str:
    """Say how many findings there are of each severity, or that there is none."""
    if not found:
        return say.say(texts.NOTHING_FOUND)
    counts = Counter(each.severity for each in found)
    return say.say(
        texts.FINDINGS_COUNT,
        errors=counts[FindingSeverity.ERROR],
        warnings=counts[FindingSeverity.WARNING],
        infos=counts[FindingSeverity.INFO],
    )
