"""What the office sends back is due again by the rules of its own section."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules
from tests.bot.makers import THE_OFFICE, at
from tests.bot.talk import Talk

OF_SESSION = RuleTable(match=Match(section="I"), numbers=(("due_time", time(11, 0)),))
OF_CHAIRMAN = RuleTable(match=Match(section="II"), numbers=(("return_days", 4),))


@pytest.fixture
def own_rules(talk: Talk) -> Talk:
    talk.now = at(3, 9)
    rules = OfficeRules(tables=(OF_SESSION, OF_CHAIRMAN))
    talk.office = replace(THE_OFFICE, rules=rules)
    return talk


@pytest.mark.parametrize(
    ("ref", "due"), [("I.4", at(7, 11)), ("II.1", at(9, 17))], ids=["hour", "days"]
)
async def test_a_returned_dossier_is_due_as_its_section_has_it(
    own_rules: Talk, ref: str, due: datetime
) -> None:
    await own_rules.say("office", f"/return {ref} thiếu phụ lục")

    assert (await own_rules.duty(ref)).due.at == due


async def test_without_a_table_of_its_own_it_is_two_days_at_five(talk: Talk) -> None:
    talk.now = at(3, 9)
    await talk.say("office", "/return I.4 thiếu phụ lục")

    assert (await talk.duty("I.4")).due.at == at(7, 17)
